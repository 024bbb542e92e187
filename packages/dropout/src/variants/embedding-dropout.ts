import { type EmbeddingOptions, embedding, type Layer, type Params, type Pass, plainLayer } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { dropoutMask, gather, mul, noGrad, record, reshape, scope, type Tensor, where, zeros } from '@thinned/tensor'
import { describeKeep, type KeepOption, resolveKeep } from '../keep/keep-option.ts'
import { initializer, keepOptions, name, type OtherFields } from '../keep/keep-options.ts'
import { checkWidths } from '../kit/checks.ts'
import { resultAtEnds } from '../kit/ends.ts'

export type EmbeddingDropoutOptions = KeepOption & EmbeddingOptions

const read = keepOptions('embeddingDropout', {
  weight: initializer,
  name,
} satisfies OtherFields<EmbeddingDropoutOptions>)

/**
 * An embedding that drops whole tokens: int32 tokens [batch, …] in 0 … count − 1 → [batch, …, features]. In each `train` and `sample` pass each row of
 * the weight [count, features] is kept with probability keep and divided by keep, or becomes 0 at every occurrence of its token in the batch.
 * The values equal dropout of the weight with `sharedAxes: [1]`, but only the rows of the batch are computed. Evaluation is the embedding.
 *
 * Source: Gal and Ghahramani 2016 (A theoretically grounded application of dropout in recurrent neural networks); Merity, Keskar and
 * Socher 2018 (Regularizing and optimizing LSTM language models).
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1].
 * @throws {NnError} if the tokens are not int32, or before `init`.
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
  const { schedule, weight, name } = read(options)
  checkWidths('embeddingDropout', { count, features })
  const table = embedding(count, features, weight ? { weight } : {})
  const layer: Layer<'any', Features> = {
    ...(plainLayer('embeddingDropout', name, { count, features, ...describeKeep(schedule) }) as Layer<'any', Features>),
    role: 'embedding',
    parameters: table.parameters,
    outputShape: table.outputShape,
    forward(tokens: Tensor, pass: Pass, params: Params = layer.params): Tensor {
      if (pass.mode === 'evaluate') return table.forward(tokens, pass, params)
      const keep = resolveKeep('embeddingDropout', schedule, pass)
      pass.report('keep', keep)
      return scope(() => {
        const rows = table.forward(tokens, pass, params)
        return resultAtEnds(rows, keep) ?? dropRows(rows, tokens, params['weight'] as Tensor, pass, keep)
      })
    },
  }
  return layer
}

/** The rows of the tokens, 0 for dropped tokens. The mask is not stored; the gradient draws it again. */
function dropRows(rows: Tensor, tokens: Tensor, weight: Tensor, pass: Pass, keep: number): Tensor {
  const key = foldIn(pass.key, 'mask')
  const { shape, dtype, backend } = weight
  const maskRows = (values: Tensor, indices: Tensor): Tensor =>
    scope(() => {
      const table = dropoutMask(zeros([shape[0]!, 1], { dtype, backend }), { key, keep })
      const mask = reshape(gather(table, reshape(indices, [indices.size])), [...indices.shape, 1])
      return where(mask, mul(values, 1 / keep), 0)
    })
  return record(
    noGrad(() => maskRows(rows, tokens)),
    { op: 'embeddingDropout', inputs: [rows], saved: [tokens], backward: (grad, [saved]) => [maskRows(grad, saved!)] },
  )
}
