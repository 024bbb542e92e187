import { conv2d as apply } from '@thinned/tensor'
import { type ConvLayerOptions, convLayer } from '../conv-layer.ts'
import type { Layer } from '../layer.ts'

/**
 * Cross-correlation of images [batch, height, width, inChannels] with weight [rows, columns, inChannels / groups, outChannels], + bias
 * [outChannels]. Its widths are the channels. A relu and a dropout after it run inside its kernel.
 *
 * @example
 * ```ts
 * import { conv2d, relu, sequential } from '@thinned/nn'
 *
 * const model = sequential(conv2d(3, 16, { kernel: 3, padding: 'same' }), relu(), conv2d(16, 16, { kernel: 3, groups: 16 }))
 * console.log(model.outputShape([32, 32, 3])) // [ 30, 30, 16 ]
 * ```
 */
export function conv2d<const In extends number, const Out extends number>(
  inChannels: In,
  outChannels: Out,
  options: ConvLayerOptions<2>,
): Layer<In, Out> {
  return convLayer(2, apply, inChannels, outChannels, options)
}
