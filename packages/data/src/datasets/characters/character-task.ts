import type { Key } from '@thinned/rng'
import { DataError } from '../../data-error.ts'
import { characterWindows, type Sequences } from './character-windows.ts'
import { TALES_CHARACTERS, tales } from './tales.ts'
import { type Vocabulary, vocabularyOf } from './vocabulary.ts'

export interface CharacterTaskOptions {
  /** Characters of text in all. */
  readonly size: number
  /** Characters in a window, from 1. */
  readonly time: number
  /** The share of the text, at its end, for validation: above 0 and below 1. Default 0.1. */
  readonly validation?: number
  readonly key: Key
}

export interface CharacterTask {
  readonly train: Sequences
  readonly validation: Sequences
  readonly vocabulary: Vocabulary
}

/**
 * A small task for sequence models: predict the next character at each position of a text of `tales`. The end of the text is the validation
 * part; no window or target reaches from one part into the other.
 *
 * @throws {DataError} on a share outside (0, 1), and if a part is shorter than a window.
 * @example
 * ```ts
 * import { characterTask } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const { train, validation, vocabulary } = characterTask({ size: 10_000, time: 32, key: key(0) })
 * console.log(train.inputs.shape, validation.inputs.shape, vocabulary.size) // [ 281, 32 ] [ 31, 32 ] 28
 * ```
 */
export function characterTask({ size, time, validation = 0.1, key }: CharacterTaskOptions): CharacterTask {
  if (!(validation > 0 && validation < 1))
    throw new DataError(`characterTask was given the share ${validation} for validation; it is above 0 and below 1.`)
  const text = tales({ size, key })
  const cut = size - Math.floor(size * validation + 0.5)
  const vocabulary = vocabularyOf(TALES_CHARACTERS)
  return {
    train: characterWindows(text.slice(0, cut), { vocabulary, time, name: 'tales' }),
    validation: characterWindows(text.slice(cut), { vocabulary, time, name: 'tales (validation)' }),
    vocabulary,
  }
}
