import { ones } from '@thinned/tensor'
import type { Initialiser } from '../layer.ts'

/**
 * All 1; draws nothing.
 *
 * @example
 * ```ts
 * import { onesInitialiser } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 *
 * console.log(onesInitialiser.make(key(1), [3], { dtype: 'float32' }).readSync()) // Float32Array(3) [ 1, 1, 1 ]
 * ```
 */
export const onesInitialiser: Initialiser = { name: 'ones', make: (_key, shape, options) => ones(shape, options) }
