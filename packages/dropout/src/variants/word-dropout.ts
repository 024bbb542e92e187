import { type Layer, type Pass, plainLayer } from '@thinned/nn'
import { integer, list, type Schema, withDefault } from '@thinned/schema'
import { alias, dropoutMask, equal, scope, type Tensor, where } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { describeKeep, type KeepOption, resolveKeep } from '../keep/keep-option.ts'
import { keepOptions, name, type OtherFields } from '../keep/keep-options.ts'
import { allKept, type MaskedLayer, maskOptions } from '../kit/masked-layer.ts'

export type WordDropoutOptions = KeepOption & {
  /** The token that replaces dropped tokens: the token of unknown words. */
  readonly unknown: number
  /** Tokens that always stay, such as padding. Default none. */
  readonly always?: readonly number[]
  readonly name?: string
}

const token: Schema<number> = /* @__PURE__ */ integer(
  { from: 0 },
  ', as in wordDropout({ keep: 0.9, unknown: 1, always: [0] })',
)

const read = keepOptions('wordDropout', {
  unknown: token,
  always: withDefault(list(token, 'a list of tokens'), []),
  name,
} satisfies OtherFields<WordDropoutOptions>)

/**
 * Replaces words by the unknown word. Each int32 token of [batch, …] stays with probability keep and becomes `unknown` otherwise; each position has
 * a separate draw. The layer stands before the embedding, which so learns a vector for unknown words. Tokens have no gradient, and nothing is
 * scaled.
 *
 * Source: Iyyer, Manjunatha, Boyd-Graber and Daumé 2015 (Deep unordered composition rivals syntactic methods for text classification), who remove
 * words; Bowman et al. 2016 (Generating sentences from a continuous space), who insert the unknown word.
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1], and tokens are integers from 0; on inputs that are not int32.
 *
 * @example
 * ```ts
 * import { wordDropout } from '@thinned/dropout'
 * import { createPass } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { tensor } from '@thinned/tensor'
 *
 * const tokens = tensor([[5, 7, 5, 9, 8, 7, 0]], { dtype: 'int32' })
 * const layer = wordDropout({ keep: 0.5, unknown: 1, always: [0] })
 * console.log(layer.forward(tokens, createPass({ mode: 'train', key: key(4) })).readSync().join(' ')) // 5 1 1 9 1 1 0
 * ```
 */
export function wordDropout(options: WordDropoutOptions): MaskedLayer {
  const { schedule, unknown, always, name } = read(options)
  const settings = { ...describeKeep(schedule), unknown, ...(always.length > 0 ? { always } : {}) }
  const maskAt = (tokens: Tensor, pass: Pass, keep: number): Tensor =>
    scope(() => {
      const drawn = dropoutMask(tokens, maskOptions(pass, { keep, row: pass.row }))
      return always.reduce((kept, token) => where(equal(tokens, token), 1, kept), drawn)
    })
  return {
    ...(plainLayer('wordDropout', name, settings) as Layer<'any', 'same'>),
    outputShape: (input) => input,
    forward(tokens: Tensor, pass: Pass): Tensor {
      if (tokens.dtype !== 'int32')
        throw new DropoutError(
          `wordDropout takes int32 tokens [batch, …], but was given ${tokens}. Put it before the embedding.`,
        )
      if (pass.mode === 'evaluate') return alias(tokens)
      const keep = resolveKeep('wordDropout', schedule, pass)
      pass.report('keep', keep)
      if (keep === 1) return alias(tokens)
      return scope(() => where(maskAt(tokens, pass, keep), tokens, unknown))
    },
    mask(tokens: Tensor, pass: Pass): Tensor {
      if (pass.mode === 'evaluate') return allKept(tokens)
      return maskAt(tokens, pass, resolveKeep('wordDropout', schedule, pass))
    },
  }
}
