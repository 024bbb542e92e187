import { ones } from '@thinned/tensor'
import type { Initialiser } from '../layer.ts'

/** All 1; draws nothing. */
export const onesInitialiser: Initialiser = { name: 'ones', make: (_key, shape, options) => ones(shape, options) }
