import { add, div, mean, mul, reshape, scope, sqrt, square, sub, type Tensor } from '@thinned/tensor'
import { ones } from './initializers/ones.ts'
import { zeros } from './initializers/zeros.ts'
import type { Params } from './layer.ts'
import { type JsonValue, type Layer, plainLayer } from './layer.ts'
import { NnError } from './nn-error.ts'
import type { Pass } from './pass.ts'
import { shapeWithBatch } from './shape-with-batch.ts'

export interface NormOptions {
  /** Added to the variance, above 0. Default 1e-5. */
  readonly epsilon?: number
  readonly name?: string
}

/** The name of a normalizing layer, and the settings that its options tell. */
interface NormSettings {
  readonly epsilon: number
  readonly name: string | undefined
  readonly [setting: string]: JsonValue | undefined
}

/** A layer that normalizes x [batch, …, features] in its own way, then multiplies by its scale and adds its shift, both [features]. */
export function normLayer<const Features extends number>(
  kind: string,
  features: Features,
  { name, ...options }: NormSettings,
  normalize: (x: Tensor, pass: Pass) => Tensor,
): Layer<Features, Features> {
  if (!Number.isInteger(features) || features < 1)
    throw new NnError(`${kind} was given ${features} features; it takes an integer from 1.`)
  const { epsilon } = options
  if (!(epsilon > 0 && epsilon < Number.POSITIVE_INFINITY))
    throw new NnError(`${kind} was given { epsilon: ${epsilon} }; it takes a finite number above 0.`)
  const layer: Layer<Features, Features> = {
    ...(plainLayer(kind, name, { features, ...options }) as Layer<Features, Features>),
    parameters: {
      scale: { shape: [features], initializer: ones },
      shift: { shape: [features], initializer: zeros },
    },
    outputShape(input) {
      if (input.at(-1) !== features)
        throw new NnError(
          `${kind}(${features}) takes a last axis of ${features}, but was given ${shapeWithBatch(input)}.`,
        )
      return input
    },
    forward(x: Tensor, pass: Pass, params: Params = layer.params): Tensor {
      const { scale, shift } = params as { scale?: Tensor; shift?: Tensor }
      if (!scale || !shift)
        throw new NnError(
          `${kind}(${features}) has no parameters yet. Call init(model, key) first; fit does so by itself.`,
        )
      layer.outputShape(x.shape.slice(1))
      return scope(() => add(mul(normalize(x, pass), scale), shift))
    },
  }
  return layer
}

/** Moments over some axes, which stay with an extent of 1, and x without its mean. The variance is divided by the number of elements. */
export function moments(x: Tensor, axes: readonly number[]): { mean: Tensor; variance: Tensor; centered: Tensor } {
  const kept = x.shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent))
  const average = reshape(mean(x, axes), kept)
  const centered = sub(x, average)
  return { mean: average, variance: reshape(mean(square(centered), axes), kept), centered }
}

/** centered / √(variance + epsilon). */
export function standardize(centered: Tensor, variance: Tensor, epsilon: number): Tensor {
  return div(centered, sqrt(add(variance, epsilon)))
}
