import { maxPool2d as apply, type PerAxis } from '@thinned/tensor'
import type { Layer } from '../layer.ts'
import { type PoolLayerOptions, poolLayer } from '../pool-layer.ts'

/**
 * The largest element of each window of images [batch, height, width, channels]; by default windows touch and do not overlap.
 *
 * @example
 * ```ts
 * import { maxPool2d } from '@thinned/nn'
 *
 * console.log(maxPool2d(2).outputShape([28, 28, 8])) // [ 14, 14, 8 ]
 * ```
 */
export function maxPool2d(size: PerAxis<2>, options: PoolLayerOptions<2> = {}): Layer<'any', 'same'> {
  return poolLayer('maxPool2d', 2, apply, size, options)
}
