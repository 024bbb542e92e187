import { conv3d as apply } from '@thinned/tensor'
import { type ConvLayerOptions, convLayer } from '../conv-layer.ts'
import type { Layer } from '../layer.ts'

/**
 * Cross-correlation of volumes [batch, depth, height, width, inChannels] with weight [planes, rows, columns, inChannels / groups, outChannels],
 * + bias [outChannels].
 * Its widths are the channels. A relu and a dropout after it run inside its kernel.
 *
 * @example
 * ```ts
 * import { conv3d } from '@thinned/nn'
 *
 * const layer = conv3d(1, 8, { kernel: 3, stride: [1, 2, 2] })
 * console.log(layer.outputShape([16, 32, 32, 1])) // [ 14, 15, 15, 8 ]
 * ```
 */
export function conv3d<const In extends number, const Out extends number>(
  inChannels: In,
  outChannels: Out,
  options: ConvLayerOptions<3>,
): Layer<In, Out> {
  return convLayer(3, apply, inChannels, outChannels, options)
}
