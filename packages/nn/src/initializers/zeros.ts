import { zeros } from '@thinned/tensor'
import type { Initializer } from '../layer.ts'

/**
 * All 0; draws nothing.
 *
 * @example
 * ```ts
 * import { zerosInitializer } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 *
 * console.log(zerosInitializer.make(key(1), [3], { dtype: 'float32' }).readSync()) // Float32Array(3) [ 0, 0, 0 ]
 * ```
 */
export const zerosInitializer: Initializer = { name: 'zeros', make: (_key, shape, options) => zeros(shape, options) }
