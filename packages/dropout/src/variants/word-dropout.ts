import { type Layer, type Pass, plainLayer, resolveSchedule } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { alias, dropoutMask, equal, full, scope, type Tensor, where } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { checkProbability, describeKeep, type KeepOption, keepOf } from '../keep/keep-option.ts'

export type WordDropoutOptions = KeepOption & {
  /** The token that stands in the place of dropped ones: that of unknown words. */
  readonly unknown: number
  /** Tokens that always stay, such as padding. Default none. */
  readonly always?: readonly number[]
  readonly name?: string
}

/**
 * Replaces words by the unknown word: each int32 token of [batch, …] stays with probability keep, place by place, and becomes `unknown`
 * otherwise. It stands before the embedding, which learns by it what to make of words that it does not know. Tokens have no gradient and
 * nothing is scaled.
 *
 * Source: Iyyer, Manjunatha, Boyd-Graber and Daumé 2015 (Deep unordered composition rivals syntactic methods for text classification), which leaves
 * words out; Bowman et al. 2016 (Generating sentences from a continuous space), which puts the unknown word there.
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
export function wordDropout(options: WordDropoutOptions): Layer<'any', 'same'> {
  const schedule = keepOf('wordDropout', options)
  const { unknown, always = [], name } = options
  for (const token of [unknown, ...always])
    if (!Number.isInteger(token) || token < 0)
      throw new DropoutError(
        `wordDropout was given the token ${token}; a token is an integer from 0. Write wordDropout({ keep: 0.9, unknown: 1, always: [0] }).`,
      )
  const settings = { ...describeKeep(schedule), unknown, ...(always.length > 0 ? { always } : {}) }
  return {
    ...(plainLayer('wordDropout', name, settings) as Layer<'any', 'same'>),
    outputShape: (input) => input,
    forward(tokens: Tensor, pass: Pass): Tensor {
      if (tokens.dtype !== 'int32')
        throw new DropoutError(
          `wordDropout takes int32 tokens [batch, …], but was given ${tokens}. Put it before the embedding.`,
        )
      if (pass.mode === 'evaluate') return alias(tokens)
      const keep = checkProbability('wordDropout', 'keep', resolveSchedule(schedule, pass))
      pass.report('keep', keep)
      if (keep === 1) return alias(tokens)
      return scope(() => {
        const drawn =
          keep === 0 ? none(tokens) : dropoutMask(tokens, { key: foldIn(pass.key, 'mask'), keep, row: pass.row })
        const kept = always.reduce((mask, token) => where(equal(tokens, token), 1, mask), drawn)
        return where(kept, tokens, unknown)
      })
    },
  }
}

const none = ({ shape, backend }: Tensor): Tensor => full(shape, 0, { dtype: 'uint8', backend })
