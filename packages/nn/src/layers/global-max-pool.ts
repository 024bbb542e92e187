import { globalMaxPool as apply } from '@thinned/tensor'
import { globalPoolLayer } from '../global-pool-layer.ts'
import type { Layer } from '../layer.ts'

/**
 * The largest element of each channel over all time steps, pixels or voxels: [batch, …, channels] → [batch, channels].
 *
 * @example
 * ```ts
 * import { globalMaxPool } from '@thinned/nn'
 *
 * console.log(globalMaxPool().outputShape([7, 7, 64])) // [ 64 ]
 * ```
 */
export function globalMaxPool(options: { readonly name?: string } = {}): Layer<'any', 'same'> {
  return globalPoolLayer('globalMaxPool', apply, options)
}
