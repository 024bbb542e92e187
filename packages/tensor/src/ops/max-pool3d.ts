import { type PoolOptions, poolLargest } from '../pool.ts'
import type { PerAxis } from '../spatial.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The largest element of each window of volumes [batch, depth, height, width, channels], per channel; NaN if one is NaN. Among equals the
 * first (planes, then rows, then columns, rising) gets the gradient.
 *
 * @example
 * ```ts
 * import { maxPool3d, arange, reshape } from '@thinned/tensor'
 *
 * const volume = reshape(arange(8, { dtype: 'float32' }), [1, 2, 2, 2, 1])
 * console.log(maxPool3d(volume, 2).readSync()) // Float32Array(1) [ 7 ]
 * ```
 */
export function maxPool3d(x: Tensor, size: PerAxis<3>, options: PoolOptions<3> = {}): Tensor {
  return poolLargest(3, x, size, options)
}
