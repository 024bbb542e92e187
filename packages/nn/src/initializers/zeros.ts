import { zeros as filled } from '@thinned/tensor'
import type { Initializer } from '../layer.ts'

/**
 * All 0; draws nothing.
 *
 * @example
 * ```ts
 * import { initializers } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 *
 * console.log(initializers.zeros.make(key(1), [3], { dtype: 'float32' }).readSync()) // Float32Array(3) [ 0, 0, 0 ]
 * ```
 */
export const zeros: Initializer = { name: 'zeros', make: (_key, shape, options) => filled(shape, options) }
