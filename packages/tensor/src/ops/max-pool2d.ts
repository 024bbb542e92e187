import { type PoolOptions, poolLargest } from '../pool.ts'
import type { PerAxis } from '../spatial.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The largest element of each window of images [batch, height, width, channels], per channel; NaN if one is NaN. Among equals the first
 * (rows, then columns, rising) gets the gradient.
 *
 * @example
 * ```ts
 * import { maxPool2d, arange, reshape } from '@thinned/tensor'
 *
 * const image = reshape(arange(16, { dtype: 'float32' }), [1, 4, 4, 1])
 * console.log(maxPool2d(image, 2).readSync()) // Float32Array(4) [ 5, 7, 13, 15 ]
 * ```
 */
export function maxPool2d(x: Tensor, size: PerAxis<2>, options: PoolOptions<2> = {}): Tensor {
  return poolLargest(2, x, size, options)
}
