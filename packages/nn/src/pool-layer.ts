import type { PerAxis, PoolOptions, SpatialRank, Tensor } from '@thinned/tensor'
import { type JsonValue, type Layer, plainLayer } from './layer.ts'
import { layerWindows, windowSize } from './layer-windows.ts'

export interface PoolLayerOptions<R extends SpatialRank> extends PoolOptions<R> {
  readonly name?: string
}

/** The op that a pooling layer applies. */
type Pool<R extends SpatialRank> = (x: Tensor, size: PerAxis<R>, options: PoolOptions<R>) => Tensor

/** A layer that pools the windows of each channel of [batch, spatial axes…, channels]; the channels stay. */
export function poolLayer<R extends SpatialRank>(
  kind: string,
  rank: R,
  apply: Pool<R>,
  size: PerAxis<R>,
  { stride = size, dilation = 1, name }: PoolLayerOptions<R>,
): Layer<'any', 'same'> {
  const label = `${kind}(${JSON.stringify(size)})`
  const window = { stride, dilation }
  windowSize(label, rank, size, window)
  const options = { size, ...window } as Readonly<Record<string, JsonValue>>
  return {
    ...(plainLayer(kind, name, options) as Layer<'any', 'same'>),
    scaling: 'homogeneous',
    outputShape: (input) => [...layerWindows(label, rank, input, size, window), input[rank]!],
    forward: (x) => apply(x, size, window),
  }
}
