import {
  type EmbeddingOptions,
  embedding,
  type Layer,
  type Params,
  type Pass,
  plainLayer,
  resolveSchedule,
} from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { dropoutMask, gather, mul, noGrad, record, reshape, scope, type Tensor, where, zeros } from '@thinned/tensor'
import { checkProbability, describeKeep, type KeepOption, keepOf } from '../keep/keep-option.ts'
import { checkWidths } from '../kit/checks.ts'
import { nothing } from '../kit/ends.ts'

export type EmbeddingDropoutOptions = KeepOption & EmbeddingOptions

/**
 * An embedding, int32 tokens [batch, …] in 0 … count − 1 → [batch, …, features], that does without some tokens: in each pass every row of the
 * weight [count, features] is kept with probability keep and divided by keep, or is 0 as a whole, wherever its token stands in the batch.
 * The values are those of a table that dropout thinned with `sharedAxes: [1]`, but only the rows that are looked up are touched. Evaluation
 * is the embedding.
 *
 * Source: Gal and Ghahramani 2016 (A theoretically grounded application of dropout in recurrent neural networks); Merity, Keskar and
 * Socher 2018 (Regularizing and optimizing LSTM language models).
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1].
 * @throws {NnError} where the tokens are not int32, or there is no weight yet.
 *
 * @example
 * ```ts
 * import { embeddingDropout } from '@thinned/dropout'
 * import { createPass, init, initializers } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { tensor } from '@thinned/tensor'
 *
 * const layer = embeddingDropout(100, 1, { keep: 0.5, weight: initializers.ones })
 * init(layer, key(1))
 * const tokens = tensor([[5, 7, 5, 9, 7]], { dtype: 'int32' })
 * console.log(layer.forward(tokens, createPass({ mode: 'train', key: key(3) })).readSync()) // Float32Array(5) [ 0, 2, 0, 0, 2 ]
 * ```
 */
export function embeddingDropout<const Features extends number>(
  count: number,
  features: Features,
  options: EmbeddingDropoutOptions,
): Layer<'any', Features> {
  const schedule = keepOf('embeddingDropout', options)
  const { weight, name } = options
  checkWidths('embeddingDropout', { count, features })
  const table = embedding(count, features, weight ? { weight } : {})
  const layer: Layer<'any', Features> = {
    ...(plainLayer('embeddingDropout', name, { count, features, ...describeKeep(schedule) }) as Layer<'any', Features>),
    parameters: table.parameters,
    outputShape: table.outputShape,
    forward(tokens: Tensor, pass: Pass, params: Params = layer.params): Tensor {
      if (pass.mode === 'evaluate') return table.forward(tokens, pass, params)
      const keep = checkProbability('embeddingDropout', 'keep', resolveSchedule(schedule, pass))
      pass.report('keep', keep)
      return scope(() => {
        const found = table.forward(tokens, pass, params)
        if (keep === 1) return found
        return keep === 0 ? nothing(found) : thin(found, tokens, params['weight'] as Tensor, pass, keep)
      })
    },
  }
  return layer
}

/** The rows that were found, 0 where their tokens are dropped. The mask is not stored: it is drawn again for the gradient. */
function thin(found: Tensor, tokens: Tensor, weight: Tensor, pass: Pass, keep: number): Tensor {
  const own = foldIn(pass.key, 'mask')
  const { shape, dtype, backend } = weight
  const keptOnly = (rows: Tensor, at: Tensor): Tensor =>
    scope(() => {
      const table = dropoutMask(zeros([shape[0]!, 1], { dtype, backend }), { key: own, keep })
      const mask = reshape(gather(table, reshape(at, [at.size])), [...at.shape, 1])
      return where(mask, mul(rows, 1 / keep), 0)
    })
  return record(
    noGrad(() => keptOnly(found, tokens)),
    { op: 'embeddingDropout', inputs: [found], saved: [tokens], backward: (grad, [at]) => [keptOnly(grad, at!)] },
  )
}
