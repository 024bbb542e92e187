import { type PoolOptions, poolMean } from '../pool.ts'
import type { PerAxis } from '../spatial.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The mean of each window of volumes [batch, depth, height, width, channels], per channel.
 *
 * @example
 * ```ts
 * import { averagePool3d, arange, reshape } from '@thinned/tensor'
 *
 * const volume = reshape(arange(8, { dtype: 'float32' }), [1, 2, 2, 2, 1])
 * console.log(averagePool3d(volume, 2).readSync()) // Float32Array(1) [ 3.5 ]
 * ```
 */
export function averagePool3d(x: Tensor, size: PerAxis<3>, options: PoolOptions<3> = {}): Tensor {
  return poolMean(3, x, size, options)
}
