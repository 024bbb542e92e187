import { type Fields, optional } from '@thinned/schema'
import { gather, reshape, type Shape, scope, type Tensor } from '@thinned/tensor'
import { normal } from '../initializers/normal.ts'
import type { Params } from '../layer.ts'
import { type Initializer, type Layer, plainLayer } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { checkCounts, initializer, name, nnOptions } from '../options.ts'
import type { Pass } from '../pass.ts'
import { forSamples } from '../samples.ts'
import { steady } from '../steady.ts'

export interface EmbeddingOptions {
  /** Initial values of the weight. Default normal with standard deviation 1. */
  readonly weight?: Initializer
  readonly name?: string
}

const read = nnOptions('embedding', { weight: optional(initializer), name } satisfies Fields<EmbeddingOptions>)

/**
 * A row of the weight [count, features] for each token: int32 tokens [batch, …] in 0 … count − 1 → [batch, …, features]. The gradient of a row is
 * the sum over all positions of its token.
 *
 * @throws {NnError} where the tokens are not int32, or there is no weight yet.
 * @throws {TensorError} on backends with synchronous reads, where a token lies outside 0 … count − 1.
 *
 * @example
 * ```ts
 * import { createPass, embedding, init } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { tensor } from '@thinned/tensor'
 *
 * const layer = embedding(100, 16)
 * init(layer, key(1))
 * const tokens = tensor([[5, 7, 5], [0, 99, 1]], { dtype: 'int32' })
 * console.log(layer.forward(tokens, createPass({ mode: 'evaluate' })).shape) // [ 2, 3, 16 ]
 * ```
 */
export function embedding<const Features extends number>(
  count: number,
  features: Features,
  options: EmbeddingOptions = {},
): Layer<'any', Features> {
  checkCounts('embedding', { tokens: count, features })
  const { weight = normal(1), name } = read(options)
  const layer: Layer<'any', Features> = {
    ...(plainLayer('embedding', name, { count, features }) as Layer<'any', Features>),
    role: 'embedding',
    parameters: { weight: { shape: [count, features], initializer: weight } },
    outputShape: (input: Shape) => [...input, features],
    forward: forSamples((tokens: Tensor, _pass: Pass, params: Params = layer.params): Tensor => {
      const { weight: rows } = params as { weight?: Tensor }
      if (!rows)
        throw new NnError(
          `embedding(${count}, ${features}) has no parameters yet. Call init(model, key) first; fit does so by itself.`,
        )
      if (tokens.dtype !== 'int32')
        throw new NnError(
          `embedding(${count}, ${features}) takes int32 tokens [batch, …], but was given ${tokens}. Make them with tensor(values, { dtype: 'int32' }), or give an Int32Array in place of a Float32Array.`,
        )
      return scope(() => reshape(gather(rows, reshape(tokens, [tokens.size])), [...tokens.shape, features]))
    }),
  }
  return steady(layer)
}
