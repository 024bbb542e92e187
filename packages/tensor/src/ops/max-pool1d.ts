import { type PoolOptions, poolLargest } from '../pool.ts'
import type { PerAxis } from '../spatial.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The largest element of each window of sequences [batch, time, channels], per channel; NaN if one is NaN. Among equals the
 * first gets the gradient.
 *
 * @example
 * ```ts
 * import { maxPool1d, tensor } from '@thinned/tensor'
 *
 * const sequence = tensor([1, 5, 2, 4], { shape: [1, 4, 1] })
 * console.log(maxPool1d(sequence, 2).readSync()) // Float32Array(2) [ 5, 4 ]
 * ```
 */
export function maxPool1d(x: Tensor, size: PerAxis<1>, options: PoolOptions<1> = {}): Tensor {
  return poolLargest(1, x, size, options)
}
