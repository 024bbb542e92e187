import { conv1d as apply } from '@thinned/tensor'
import { type ConvLayerOptions, convLayer } from '../conv-layer.ts'
import type { Layer } from '../layer.ts'

/**
 * Cross-correlation of sequences [batch, time, inChannels] with weight [places, inChannels / groups, outChannels], + bias [outChannels].
 * Its widths are the channels. A relu and a dropout after it run inside its kernel.
 *
 * @example
 * ```ts
 * import { conv1d } from '@thinned/nn'
 *
 * const layer = conv1d(4, 8, { kernel: 3, dilation: 2, padding: 'same' })
 * console.log(layer.outputShape([100, 4])) // [ 100, 8 ]
 * ```
 */
export function conv1d<const In extends number, const Out extends number>(
  inChannels: In,
  outChannels: Out,
  options: ConvLayerOptions<1>,
): Layer<In, Out> {
  return convLayer(1, apply, inChannels, outChannels, options)
}
