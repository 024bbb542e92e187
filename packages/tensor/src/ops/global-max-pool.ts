import { poolAll } from '../global-pool.ts'
import { poolLargest } from '../pool.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The largest element of each channel over everything between batch and channels: [batch, …, channels] → [batch, channels]; NaN if one
 * is NaN. Among equals the first gets the gradient.
 *
 * @example
 * ```ts
 * import { globalMaxPool, arange, reshape } from '@thinned/tensor'
 *
 * const image = reshape(arange(8, { dtype: 'float32' }), [1, 2, 2, 2])
 * console.log(globalMaxPool(image).readSync()) // Float32Array(2) [ 6, 7 ]
 * ```
 */
export function globalMaxPool(x: Tensor): Tensor {
  return poolAll('globalMaxPool', x, (sequences, size) => poolLargest(1, sequences, size, {}))
}
