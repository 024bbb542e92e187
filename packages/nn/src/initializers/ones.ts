import { ones } from '@thinned/tensor'
import type { Initializer } from '../layer.ts'

/**
 * All 1; draws nothing.
 *
 * @example
 * ```ts
 * import { onesInitializer } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 *
 * console.log(onesInitializer.make(key(1), [3], { dtype: 'float32' }).readSync()) // Float32Array(3) [ 1, 1, 1 ]
 * ```
 */
export const onesInitializer: Initializer = { name: 'ones', make: (_key, shape, options) => ones(shape, options) }
