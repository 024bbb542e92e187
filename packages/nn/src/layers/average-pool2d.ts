import { averagePool2d as apply, type PerAxis } from '@thinned/tensor'
import type { Layer } from '../layer.ts'
import { type PoolLayerOptions, poolLayer } from '../pool-layer.ts'

/**
 * The mean of each window of images [batch, height, width, channels]; by default windows touch and do not overlap.
 *
 * @example
 * ```ts
 * import { averagePool2d } from '@thinned/nn'
 *
 * console.log(averagePool2d([2, 4]).outputShape([28, 28, 8])) // [ 14, 7, 8 ]
 * ```
 */
export function averagePool2d(size: PerAxis<2>, options: PoolLayerOptions<2> = {}): Layer<'any', 'same'> {
  return poolLayer('averagePool2d', 2, apply, size, options)
}
