import * as ops from '@thinned/tensor'
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
export const zeros: Initializer = { name: 'zeros', make: (_key, shape, options) => ops.zeros(shape, options) }

/**
 * All 1; draws nothing.
 *
 * @example
 * ```ts
 * import { initializers } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 *
 * console.log(initializers.ones.make(key(1), [3], { dtype: 'float32' }).readSync()) // Float32Array(3) [ 1, 1, 1 ]
 * ```
 */
export const ones: Initializer = { name: 'ones', make: (_key, shape, options) => ops.ones(shape, options) }
