import { add, formatShape, type Shape, scope, slice, type Tensor } from '@thinned/tensor'
import { normal } from '../initializers/normal.ts'
import type { Params } from '../layer.ts'
import { type Initializer, type Layer, plainLayer } from '../layer.ts'
import { NnError } from '../nn-error.ts'

export interface PositionalEmbeddingOptions {
  /** First values of the weight. Default normal with standard deviation 0.02. */
  readonly weight?: Initializer
  readonly name?: string
}

/**
 * x plus a learned row for each step: [batch, time, features] with up to `length` steps, weight [length, features] (Gehring et al. 2017).
 *
 * @example
 * ```ts
 * import { createPass, init, initializers, positionalEmbedding } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { zeros } from '@thinned/tensor'
 *
 * const layer = positionalEmbedding(128, 2, { weight: initializers.ones })
 * init(layer, key(1))
 * console.log(layer.forward(zeros([1, 2, 2]), createPass({ mode: 'evaluate' })).readSync()) // Float32Array(4) [ 1, 1, 1, 1 ]
 * ```
 */
export function positionalEmbedding<const Features extends number>(
  length: number,
  features: Features,
  { weight = normal(0.02), name }: PositionalEmbeddingOptions = {},
): Layer<Features, Features> {
  for (const [what, value] of Object.entries({ length, features }))
    if (!Number.isInteger(value) || value < 1)
      throw new NnError(`positionalEmbedding was given ${value} as its ${what}; it takes an integer from 1.`)
  const layer: Layer<Features, Features> = {
    ...(plainLayer('positionalEmbedding', name, { length, features }) as Layer<Features, Features>),
    parameters: { weight: { shape: [length, features], initializer: weight } },
    outputShape(input: Shape) {
      if (input.length !== 2 || input[0]! > length || input[1] !== features)
        throw new NnError(
          `positionalEmbedding(${length}, ${features}) takes [batch, time, ${features}] with up to ${length} steps, but was given [batch, ${formatShape(input).slice(1)}.`,
        )
      return input
    },
    forward(x: Tensor, _pass, params: Params = layer.params): Tensor {
      const { weight: rows } = params as { weight?: Tensor }
      if (!rows)
        throw new NnError(
          `positionalEmbedding(${length}, ${features}) has no parameters yet. Call init(model, key) first; fit does so by itself.`,
        )
      const [time] = layer.outputShape(x.shape.slice(1))
      return scope(() => add(x, slice(rows, 0, 0, time!)))
    },
  }
  return layer
}
