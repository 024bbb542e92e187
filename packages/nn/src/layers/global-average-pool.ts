import { globalAveragePool as apply } from '@thinned/tensor'
import { globalPoolLayer } from '../global-pool-layer.ts'
import type { Layer } from '../layer.ts'

/**
 * The mean of each channel over all time steps, pixels or voxels: [batch, …, channels] → [batch, channels].
 *
 * @example
 * ```ts
 * import { globalAveragePool } from '@thinned/nn'
 *
 * console.log(globalAveragePool().outputShape([7, 7, 64])) // [ 64 ]
 * ```
 */
export function globalAveragePool(options: { readonly name?: string } = {}): Layer<'any', 'same'> {
  return globalPoolLayer('globalAveragePool', apply, options)
}
