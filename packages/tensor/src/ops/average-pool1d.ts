import { type PoolOptions, poolMean } from '../pool.ts'
import type { PerAxis } from '../spatial.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The mean of each window of sequences [batch, time, channels], per channel.
 *
 * @example
 * ```ts
 * import { averagePool1d, tensor } from '@thinned/tensor'
 *
 * const sequence = tensor([1, 5, 2, 4], { shape: [1, 4, 1] })
 * console.log(averagePool1d(sequence, 2).readSync()) // Float32Array(2) [ 3, 3 ]
 * ```
 */
export function averagePool1d(x: Tensor, size: PerAxis<1>, options: PoolOptions<1> = {}): Tensor {
  return poolMean(1, x, size, options)
}
