import { zeros } from '@thinned/tensor'
import type { Initialiser } from '../layer.ts'

/**
 * All 0; draws nothing.
 *
 * @example
 * ```ts
 * import { zerosInitialiser } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 *
 * console.log(zerosInitialiser.make(key(1), [3], { dtype: 'float32' }).readSync()) // Float32Array(3) [ 0, 0, 0 ]
 * ```
 */
export const zerosInitialiser: Initialiser = { name: 'zeros', make: (_key, shape, options) => zeros(shape, options) }
