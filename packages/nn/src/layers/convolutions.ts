import { boolean, type Fields, integer, optional, type Read, withDefault } from '@thinned/schema'
import * as ops from '@thinned/tensor'
import { type Epilogue, type PerAxis, type Shape, type SpatialRank, spatialInputs, type Tensor } from '@thinned/tensor'
import { zeros } from '../initializers/constant.ts'
import { he } from '../initializers/variance-scaling.ts'
import { type Initializer, type JsonValue, type Layer, type ParameterSpec, type Params, plainLayer } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { checkCounts, initializer, name, nnOptions } from '../options.ts'
import type { Pass } from '../pass.ts'
import { forSamples } from '../samples.ts'
import { steady } from '../steady.ts'
import { layerWindows, perAxis, shapeWithBatch, windowFields, windowSize } from './kit/shapes.ts'

export interface ConvLayerOptions<R extends SpatialRank> extends ops.WindowOptions<R> {
  /** The size of the window: one number, or one for each axis. */
  readonly kernel: PerAxis<R>
  /** The number of groups of channels that are convolved separately. It divides both widths. Default 1. */
  readonly groups?: number
  /** Whether a bias is added. Default true. */
  readonly bias?: boolean
  /** Initial values of the weight. Default He's, for a relu after it; the fan-in is the window's size · inChannels / groups. */
  readonly weight?: Initializer
  readonly name?: string
}

/**
 * Cross-correlation of sequences [batch, time, inChannels] with weight [steps, inChannels / groups, outChannels], + bias [outChannels].
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
  return convolution(1, ops.conv1d, inChannels, outChannels, options)
}

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
  return convolution(2, ops.conv2d, inChannels, outChannels, options)
}

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
  return convolution(3, ops.conv3d, inChannels, outChannels, options)
}

const convolutionFields = {
  kernel: perAxis,
  ...windowFields,
  groups: withDefault(integer({ from: 1 }), 1),
  bias: withDefault(boolean, true),
  weight: optional(initializer),
  name,
} satisfies Fields<ConvLayerOptions<SpatialRank>>

/** Names of Keras. */
const otherNames = {
  kernelSize: 'kernel',
  strides: 'stride',
  useBias: 'bias',
  kernelInitializer: 'weight',
  init: 'weight',
  activation: 'relu() after it, a layer of its own',
}

const readConvolution = <R extends SpatialRank>(kind: string, options: ConvLayerOptions<R>) =>
  nnOptions(kind, convolutionFields, otherNames)(options) as Read<typeof convolutionFields> &
    ops.WindowOptions<R> & { kernel: PerAxis<R> }

/** The op that a convolution applies. */
type Convolve<R extends SpatialRank> = (
  x: Tensor,
  weight: Tensor,
  bias?: Tensor,
  options?: ops.ConvOptions<R>,
) => Tensor

/** A convolution over [batch, spatial axes…, inChannels], of so many spatial axes. */
function convolution<R extends SpatialRank, In extends number, Out extends number>(
  rank: R,
  apply: Convolve<R>,
  inChannels: In,
  outChannels: Out,
  given: ConvLayerOptions<R>,
): Layer<In, Out> {
  const kind = `conv${rank}d`
  checkCounts(kind, { inChannels, outChannels })
  const label = `${kind}(${inChannels}, ${outChannels})`
  const { kernel, stride, padding, dilation, groups, bias, weight = he(), name } = readConvolution(kind, given)
  checkGroups(kind, inChannels, outChannels, groups)
  const window = { stride, padding, dilation }
  const size = windowSize(label, rank, kernel, window)
  const parameters: Record<string, ParameterSpec> = {
    weight: { shape: [...size, inChannels / groups, outChannels], initializer: weight },
  }
  if (bias) parameters['bias'] = { shape: [outChannels], initializer: zeros }
  const options = { inChannels, outChannels, kernel, ...window, groups, bias } as Readonly<Record<string, JsonValue>>
  const layer: Layer<In, Out> = {
    ...(plainLayer(kind, name, options) as Layer<In, Out>),
    parameters,
    role: 'convolution',
    scaling: 'linear',
    outputShape: (input: Shape) => {
      const positions = layerWindows(label, rank, input, kernel, window)
      if (input[rank] !== inChannels) {
        const { name, axes } = spatialInputs[rank]
        throw new NnError(
          `${label} takes ${name} of ${inChannels} channels, [${axes.replace('channels', `${inChannels}`)}], but was given ${shapeWithBatch(input)}.`,
        )
      }
      return [...positions, outChannels]
    },
    forward: forSamples((x: Tensor, pass: Pass, params: Params = layer.params) =>
      layer.forwardFused!(x, pass, { relu: false }, params),
    ),
    forwardFused: (x: Tensor, _pass: Pass, epilogue: Epilogue, params: Params = layer.params) => {
      const { weight: w, bias: b } = params as { weight?: Tensor; bias?: Tensor }
      if (!w) throw new NnError(`${label} has no parameters yet. Call init(model, key) first; fit does so by itself.`)
      layer.outputShape(x.shape.slice(1))
      return apply(x, w, b, { ...window, groups, epilogue })
    },
  }
  return steady(layer)
}

function checkGroups(kind: string, inChannels: number, outChannels: number, groups: number): void {
  if (inChannels % groups !== 0 || outChannels % groups !== 0)
    throw new NnError(
      `${kind} was given ${groups} groups for ${inChannels} channels in and ${outChannels} out; groups divides both.`,
    )
}
