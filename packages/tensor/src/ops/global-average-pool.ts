import { poolAll } from '../global-pool.ts'
import { poolMean } from '../pool.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The mean of each channel over everything between batch and channels: [batch, …, channels] → [batch, channels]. The elements are added
 * one after another, in row-major order, and the sum is divided by their number.
 *
 * @example
 * ```ts
 * import { globalAveragePool, arange, reshape } from '@thinned/tensor'
 *
 * const image = reshape(arange(8, { dtype: 'float32' }), [1, 2, 2, 2])
 * console.log(globalAveragePool(image).readSync()) // Float32Array(2) [ 3, 4 ]
 * ```
 */
export function globalAveragePool(x: Tensor): Tensor {
  return poolAll('globalAveragePool', x, (sequences, size) => poolMean(1, sequences, size, {}))
}
