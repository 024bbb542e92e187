import { zeros } from '@thinned/tensor'
import type { Initialiser } from '../layer.ts'

/** All 0; draws nothing. */
export const zerosInitialiser: Initialiser = { name: 'zeros', make: (_key, shape, options) => zeros(shape, options) }
