import { type Fields, optional, type Read, withDefault } from '@thinned/schema'
import type { PerAxis, PoolOptions, SpatialRank, Tensor } from '@thinned/tensor'
import * as ops from '@thinned/tensor'
import { type JsonValue, type Layer, plainLayer } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { name, nameOnly, nnOptions } from '../options.ts'
import { forSamples } from '../samples.ts'
import { steady } from '../steady.ts'
import { layerWindows, perAxis, shapeWithBatch, windowSize } from './kit/shapes.ts'

export interface PoolLayerOptions<R extends SpatialRank> extends PoolOptions<R> {
  readonly name?: string
}

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
  return windowPooling('maxPool1d', 1, ops.maxPool1d, size, options)
}

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
  return windowPooling('maxPool2d', 2, ops.maxPool2d, size, options)
}

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
  return windowPooling('maxPool3d', 3, ops.maxPool3d, size, options)
}

/**
 * The mean of each window of sequences [batch, time, channels]; by default windows touch and do not overlap.
 *
 * @example
 * ```ts
 * import { averagePool1d } from '@thinned/nn'
 *
 * console.log(averagePool1d(2).outputShape([100, 8])) // [ 50, 8 ]
 * ```
 */
export function averagePool1d(size: PerAxis<1>, options: PoolLayerOptions<1> = {}): Layer<'any', 'same'> {
  return windowPooling('averagePool1d', 1, ops.averagePool1d, size, options)
}

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
  return windowPooling('averagePool2d', 2, ops.averagePool2d, size, options)
}

/**
 * The mean of each window of volumes [batch, depth, height, width, channels]; by default windows touch and do not overlap.
 *
 * @example
 * ```ts
 * import { averagePool3d } from '@thinned/nn'
 *
 * console.log(averagePool3d(2).outputShape([16, 28, 28, 8])) // [ 8, 14, 14, 8 ]
 * ```
 */
export function averagePool3d(size: PerAxis<3>, options: PoolLayerOptions<3> = {}): Layer<'any', 'same'> {
  return windowPooling('averagePool3d', 3, ops.averagePool3d, size, options)
}

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
  return globalPooling('globalMaxPool', ops.globalMaxPool, options)
}

/**
 * The mean of each channel over all time steps, pixels or voxels: [batch, …, channels] → [batch, channels].
 *
 * @example
 * ```ts
 * import { globalAveragePool } from '@thinned/nn'
 *
 * console.log(globalAveragePool().outputShape([7, 7, 64])) // [ 64 ]
 * ```
 */
export function globalAveragePool(options: { readonly name?: string } = {}): Layer<'any', 'same'> {
  return globalPooling('globalAveragePool', ops.globalAveragePool, options)
}

const poolingFields = {
  stride: optional(perAxis),
  dilation: withDefault(perAxis, 1),
  name,
} satisfies Fields<PoolLayerOptions<SpatialRank>>

const readPooling = <R extends SpatialRank>(kind: string, options: PoolLayerOptions<R>) =>
  nnOptions(kind, poolingFields, { strides: 'stride' })(options) as Read<typeof poolingFields> & PoolOptions<R>

/** The op that a pooling layer applies. */
type Pool<R extends SpatialRank> = (x: Tensor, size: PerAxis<R>, options: PoolOptions<R>) => Tensor

/** A layer that pools the windows of each channel of [batch, spatial axes…, channels]; the channels stay. */
function windowPooling<R extends SpatialRank>(
  kind: string,
  rank: R,
  apply: Pool<R>,
  size: PerAxis<R>,
  given: PoolLayerOptions<R>,
): Layer<'any', 'same'> {
  const { stride = size, dilation, name } = readPooling(kind, given)
  const label = `${kind}(${JSON.stringify(size)})`
  const window = { stride, dilation }
  windowSize(label, rank, size, window)
  const options = { size, ...window } as Readonly<Record<string, JsonValue>>
  const layer: Layer<'any', 'same'> = {
    ...(plainLayer(kind, name, options) as Layer<'any', 'same'>),
    scaling: 'homogeneous',
    outputShape: (input) => [...layerWindows(label, rank, input, size, window), input[rank]!],
    forward: forSamples((x) => apply(x, size, window)),
  }
  // A list belongs to the caller, who may change it.
  return typeof size === 'number' ? steady(layer) : layer
}

/** A layer that pools everything between batch and channels; the channels stay. */
function globalPooling(
  kind: string,
  apply: (x: Tensor) => Tensor,
  options: { readonly name?: string },
): Layer<'any', 'same'> {
  const { name } = nameOnly(kind)(options)
  return steady({
    ...(plainLayer(kind, name) as Layer<'any', 'same'>),
    scaling: 'homogeneous',
    outputShape: (input) => {
      if (input.length < 2 || input.slice(0, -1).includes(0))
        throw new NnError(
          `${kind} takes [batch, …, channels] with at least one axis between them and something in it, but was given ${shapeWithBatch(input)}.`,
        )
      return [input.at(-1)!]
    },
    forward: forSamples((x) => apply(x)),
  })
}
