import { maxPool3d as apply, type PerAxis } from '@thinned/tensor'
import type { Layer } from '../layer.ts'
import { type PoolLayerOptions, poolLayer } from '../pool-layer.ts'

/**
 * The largest element of each window of volumes [batch, depth, height, width, channels]; by default windows touch and do not overlap.
 *
 * @example
 * ```ts
 * import { maxPool3d } from '@thinned/nn'
 *
 * console.log(maxPool3d(2).outputShape([16, 28, 28, 8])) // [ 8, 14, 14, 8 ]
 * ```
 */
export function maxPool3d(size: PerAxis<3>, options: PoolLayerOptions<3> = {}): Layer<'any', 'same'> {
  return poolLayer('maxPool3d', 3, apply, size, options)
}
