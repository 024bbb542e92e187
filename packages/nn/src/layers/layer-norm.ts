import {
  add,
  div,
  formatShape,
  mean,
  mul,
  reshape,
  type Shape,
  scope,
  sqrt,
  square,
  sub,
  type Tensor,
} from '@thinned/tensor'
import { onesInitialiser } from '../initialisers/ones.ts'
import { zerosInitialiser } from '../initialisers/zeros.ts'
import { type Layer, plainLayer } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import type { Params } from '../params.ts'

export interface LayerNormOptions {
  /** Added to the variance, above 0. Default 1e-5. */
  readonly epsilon?: number
  readonly name?: string
}

/**
 * (x − mean) / √(variance + epsilon) · scale + shift, mean and variance (divided by n) taken over the last axis, of `features` elements, for each
 * place on its own: the same in training and evaluation (Ba, Kiros and Hinton 2016). Scale begins at 1, shift at 0, both [features].
 */
export function layerNorm<const Features extends number>(
  features: Features,
  { epsilon = 1e-5, name }: LayerNormOptions = {},
): Layer<Features, Features> {
  if (!Number.isInteger(features) || features < 1)
    throw new NnError(`layerNorm was given ${features} features; it takes an integer from 1.`)
  if (!(epsilon > 0 && epsilon < Number.POSITIVE_INFINITY))
    throw new NnError(`layerNorm was given { epsilon: ${epsilon} }; it takes a finite number above 0.`)
  const layer: Layer<Features, Features> = {
    ...(plainLayer('layerNorm', name, { features, epsilon }) as Layer<Features, Features>),
    parameters: {
      scale: { shape: [features], initialiser: onesInitialiser },
      shift: { shape: [features], initialiser: zerosInitialiser },
    },
    outputShape(input: Shape) {
      if (input.at(-1) !== features)
        throw new NnError(
          `layerNorm(${features}) takes a last axis of ${features}, but was given [batch, ${formatShape(input).slice(1)}.`,
        )
      return input
    },
    forward(x: Tensor, _pass, params: Params = layer.params): Tensor {
      const { scale, shift } = params as { scale?: Tensor; shift?: Tensor }
      if (!scale || !shift)
        throw new NnError(
          `layerNorm(${features}) has no parameters yet. Call init(model, key) first; fit does so by itself.`,
        )
      layer.outputShape(x.shape.slice(1))
      const column = x.shape.with(-1, 1)
      return scope(() => {
        const centred = sub(x, reshape(mean(x, -1), column))
        const variance = reshape(mean(square(centred), -1), column)
        return add(mul(div(centred, sqrt(add(variance, epsilon))), scale), shift)
      })
    },
  }
  return layer
}
