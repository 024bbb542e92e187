import {
  type ConvOptions,
  type Epilogue,
  type PerAxis,
  type Shape,
  type SpatialRank,
  spatialInputs,
  type Tensor,
  type WindowOptions,
} from '@thinned/tensor'
import { he } from './initializers/he.ts'
import { zeros } from './initializers/zeros.ts'
import type { Params } from './layer.ts'
import { type Initializer, type JsonValue, type Layer, type ParameterSpec, plainLayer } from './layer.ts'
import { layerWindows, windowSize } from './layer-windows.ts'
import { NnError } from './nn-error.ts'
import type { Pass } from './pass.ts'
import { shapeWithBatch } from './shape-with-batch.ts'

export interface ConvLayerOptions<R extends SpatialRank> extends WindowOptions<R> {
  /** The size of the window: one number, or one for each axis. */
  readonly kernel: PerAxis<R>
  /** Cuts the channels into so many groups that do not see each other; divides both widths. Default 1. */
  readonly groups?: number
  /** Whether a bias is added. Default true. */
  readonly bias?: boolean
  /** First values of the weight. Default He's, for the relu that usually follows; the fan-in is the window's size · inChannels / groups. */
  readonly weight?: Initializer
  readonly name?: string
}

/** The op that a convolution applies. */
type Convolve<R extends SpatialRank> = (x: Tensor, weight: Tensor, bias?: Tensor, options?: ConvOptions<R>) => Tensor

/** The layer that convolves [batch, spatial axes…, inChannels]: what `conv1d`, `conv2d` and `conv3d` are. */
export function convLayer<R extends SpatialRank, In extends number, Out extends number>(
  rank: R,
  apply: Convolve<R>,
  inChannels: In,
  outChannels: Out,
  {
    kernel,
    stride = 1,
    padding = 'valid',
    dilation = 1,
    groups = 1,
    bias = true,
    weight = he(),
    name,
  }: ConvLayerOptions<R>,
): Layer<In, Out> {
  const kind = `conv${rank}d`
  const label = `${kind}(${inChannels}, ${outChannels})`
  checkWidths(kind, inChannels, outChannels, groups)
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
    forward: (x, pass, params = layer.params) => layer.forwardFused!(x, pass, { relu: false }, params),
    forwardFused: (x: Tensor, _pass: Pass, epilogue: Epilogue, params: Params = layer.params) => {
      const { weight: w, bias: b } = params as { weight?: Tensor; bias?: Tensor }
      if (!w) throw new NnError(`${label} has no parameters yet. Call init(model, key) first; fit does so by itself.`)
      layer.outputShape(x.shape.slice(1))
      return apply(x, w, b, { ...window, groups, epilogue })
    },
  }
  return layer
}

function checkWidths(kind: string, inChannels: number, outChannels: number, groups: number): void {
  for (const [what, value] of Object.entries({ inChannels, outChannels, groups })) {
    if (!Number.isInteger(value) || value < 1)
      throw new NnError(`${kind} was given ${value} ${what}; it takes an integer from 1.`)
  }
  if (inChannels % groups !== 0 || outChannels % groups !== 0)
    throw new NnError(
      `${kind} was given ${groups} groups for ${inChannels} channels in and ${outChannels} out; groups divides both.`,
    )
}
