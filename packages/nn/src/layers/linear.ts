import { boolean, type Fields, optional, withDefault } from '@thinned/schema'
import { affine, type Epilogue, type Shape, type Tensor } from '@thinned/tensor'
import { zeros } from '../initializers/constant.ts'
import { he } from '../initializers/variance-scaling.ts'
import type { Params } from '../layer.ts'
import { type Initializer, type Layer, type ParameterSpec, plainLayer } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { checkCounts, initializer, name, nnOptions } from '../options.ts'
import type { Pass } from '../pass.ts'
import { forSamples } from '../samples.ts'
import { steady } from '../steady.ts'

export interface LinearOptions {
  /** Whether a bias is added. Default true. */
  readonly bias?: boolean
  /** Initial values of the weight. Default He's, for a relu after it. */
  readonly weight?: Initializer
  readonly name?: string
}

const read = nnOptions(
  'linear',
  { bias: withDefault(boolean, true), weight: optional(initializer), name } satisfies Fields<LinearOptions>,
  { useBias: 'bias', kernelInitializer: 'weight', init: 'weight', activation: 'relu() after it, a layer of its own' },
)

/**
 * y = x · weight + bias along the last axis: [batch, …, inputs] → [batch, …, outputs], weight [inputs, outputs], bias [outputs].
 *
 * @example
 * ```ts
 * import { createPass, init, initializers, linear } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { tensor } from '@thinned/tensor'
 *
 * const layer = linear(2, 3, { weight: initializers.ones })
 * init(layer, key(1))
 * console.log(layer.forward(tensor([[1, 2]]), createPass({ mode: 'evaluate' })).readSync()) // Float32Array(3) [ 3, 3, 3 ]
 * ```
 */
export function linear<const In extends number, const Out extends number>(
  inputs: In,
  outputs: Out,
  options: LinearOptions = {},
): Layer<In, Out> {
  checkCounts('linear', { inputs, outputs })
  const { bias, weight = he(), name } = read(options)
  const parameters: Record<string, ParameterSpec> = { weight: { shape: [inputs, outputs], initializer: weight } }
  if (bias) parameters['bias'] = { shape: [outputs], initializer: zeros }
  const layer: Layer<In, Out> = {
    ...(plainLayer('linear', name, { inputs, outputs, bias }) as Layer<In, Out>),
    parameters,
    scaling: 'linear',
    weightsPerExample: true,
    outputShape: (input: Shape) => {
      if (input.at(-1) !== inputs) {
        const between = input.length > 1 ? '…, ' : ''
        throw new NnError(
          `linear(${inputs}, ${outputs}) takes [batch, ${between}${inputs}], but was given [batch, ${input.join(', ')}].${input.length > 1 ? ' Put flatten() before it for images.' : ''}`,
        )
      }
      return input.with(-1, outputs)
    },
    forward: forSamples((x: Tensor, pass: Pass, params: Params = layer.params) =>
      layer.forwardFused!(x, pass, { relu: false }, params),
    ),
    forwardFused: (x: Tensor, _pass: Pass, epilogue: Epilogue, params: Params = layer.params) => {
      const { weight: w, bias: b } = params as { weight?: Tensor; bias?: Tensor }
      if (!w)
        throw new NnError(
          `linear(${inputs}, ${outputs}) has no parameters yet. Call init(model, key) first; fit does so by itself.`,
        )
      layer.outputShape(x.shape.slice(1))
      return affine(x, w, b, epilogue)
    },
  }
  return steady(layer)
}
