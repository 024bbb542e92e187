import type { Pair, Pool2dOptions, Tensor } from '@thinned/tensor'
import { imageWindows, windowSize } from './image-windows.ts'
import { type JsonValue, type Layer, plainLayer } from './layer.ts'

export interface Pool2dLayerOptions extends Pool2dOptions {
  readonly name?: string
}

/** The op that a pooling layer applies. */
type Pool = (x: Tensor, size: Pair, options: Pool2dOptions) => Tensor

/** A layer that pools the windows of each channel of images [batch, height, width, channels]; the channels stay. */
export function pool2dLayer(
  kind: string,
  apply: Pool,
  size: Pair,
  { stride = size, name }: Pool2dLayerOptions,
): Layer<'any', 'same'> {
  const label = `${kind}(${JSON.stringify(size)})`
  windowSize(label, size, { stride })
  const options = { size, stride } as Readonly<Record<string, JsonValue>>
  return {
    ...(plainLayer(kind, name, options) as Layer<'any', 'same'>),
    outputShape: (input) => [...imageWindows(label, input, size, { stride }), input[2]!],
    forward: (x) => apply(x, size, { stride }),
  }
}
