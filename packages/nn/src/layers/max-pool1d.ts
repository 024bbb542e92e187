import { maxPool1d as apply, type PerAxis } from '@thinned/tensor'
import type { Layer } from '../layer.ts'
import { type PoolLayerOptions, poolLayer } from '../pool-layer.ts'

/**
 * The largest element of each window of sequences [batch, time, channels]; by default windows touch and do not overlap.
 *
 * @example
 * ```ts
 * import { maxPool1d } from '@thinned/nn'
 *
 * console.log(maxPool1d(2).outputShape([100, 8])) // [ 50, 8 ]
 * ```
 */
export function maxPool1d(size: PerAxis<1>, options: PoolLayerOptions<1> = {}): Layer<'any', 'same'> {
  return poolLayer('maxPool1d', 1, apply, size, options)
}
