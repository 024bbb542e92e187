import { type PoolOptions, poolMean } from '../pool.ts'
import type { PerAxis } from '../spatial.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The mean of each window of images [batch, height, width, channels], per channel.
 *
 * @example
 * ```ts
 * import { averagePool2d, arange, reshape } from '@thinned/tensor'
 *
 * const image = reshape(arange(16, { dtype: 'float32' }), [1, 4, 4, 1])
 * console.log(averagePool2d(image, 2).readSync()) // Float32Array(4) [ 2.5, 4.5, 10.5, 12.5 ]
 * ```
 */
export function averagePool2d(x: Tensor, size: PerAxis<2>, options: PoolOptions<2> = {}): Tensor {
  return poolMean(2, x, size, options)
}
