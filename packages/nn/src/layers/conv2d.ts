import { conv2d as apply, type Epilogue, type Padding, type Pair, type Shape, type Tensor } from '@thinned/tensor'
import { imageWindows, shapeWithBatch, windowSize } from '../image-windows.ts'
import { he } from '../initialisers/he.ts'
import { zerosInitialiser } from '../initialisers/zeros.ts'
import { type Initialiser, type JsonValue, type Layer, type ParameterSpec, plainLayer } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import type { Params } from '../params.ts'
import type { Pass } from '../pass.ts'

export interface Conv2dLayerOptions {
  /** Rows and columns of the window. */
  readonly kernel: Pair
  /** Default 1. */
  readonly stride?: Pair
  /** Default 'valid': the window stays inside the image. */
  readonly padding?: Padding
  /** Whether a bias is added. Default true. */
  readonly bias?: boolean
  /** First values of the weight. Default He's, for the relu that usually follows; the fan-in is rows · columns · inChannels. */
  readonly weight?: Initialiser
  readonly name?: string
}

/**
 * Cross-correlation of images [batch, height, width, inChannels] with weight [rows, columns, inChannels, outChannels], + bias
 * [outChannels]. Its widths are the channels. A relu and a dropout after it run inside its kernel.
 */
export function conv2d<const In extends number, const Out extends number>(
  inChannels: In,
  outChannels: Out,
  { kernel, stride = 1, padding = 'valid', bias = true, weight = he(), name }: Conv2dLayerOptions,
): Layer<In, Out> {
  for (const [what, value] of [
    ['inChannels', inChannels],
    ['outChannels', outChannels],
  ] as const) {
    if (!Number.isInteger(value) || value < 1)
      throw new NnError(`conv2d was given ${value} ${what}; it takes an integer from 1.`)
  }
  const label = `conv2d(${inChannels}, ${outChannels})`
  const [rows, columns] = windowSize(label, kernel, { stride, padding })
  const parameters: Record<string, ParameterSpec> = {
    weight: { shape: [rows, columns, inChannels, outChannels], initialiser: weight },
  }
  if (bias) parameters['bias'] = { shape: [outChannels], initialiser: zerosInitialiser }
  const options = { inChannels, outChannels, kernel, stride, padding, bias } as Readonly<Record<string, JsonValue>>
  const layer: Layer<In, Out> = {
    ...(plainLayer('conv2d', name, options) as Layer<In, Out>),
    parameters,
    outputShape: (input: Shape) => {
      const positions = imageWindows(label, input, kernel, { stride, padding })
      if (input[2] !== inChannels)
        throw new NnError(
          `${label} takes images of ${inChannels} channels, [batch, height, width, ${inChannels}], but was given ${shapeWithBatch(input)}.`,
        )
      return [...positions, outChannels]
    },
    forward: (x, pass, params = layer.params) => layer.forwardFused!(x, pass, { relu: false }, params),
    forwardFused: (x: Tensor, _pass: Pass, epilogue: Epilogue, params: Params = layer.params) => {
      const { weight: w, bias: b } = params as { weight?: Tensor; bias?: Tensor }
      if (!w) throw new NnError(`${label} has no parameters yet. Call init(model, key) first; fit does so by itself.`)
      layer.outputShape(x.shape.slice(1))
      return apply(x, w, b, { stride, padding, epilogue })
    },
  }
  return layer
}
