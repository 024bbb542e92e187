import type { Key } from '@thinned/rng'
import { type Fields, integer, number, withDefault } from '@thinned/schema'
import { dataOptions, generatorNames, key, size } from '../../options.ts'
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

const read = dataOptions(
  'characterTask',
  {
    size,
    time: integer({ from: 1 }),
    validation: withDefault(number({ above: 0, below: 1 }), 0.1),
    key,
  } satisfies Fields<CharacterTaskOptions>,
  { ...generatorNames, length: 'time', testSize: 'validation', test_size: 'validation', validationSplit: 'validation' },
)

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
export function characterTask(options: CharacterTaskOptions): CharacterTask {
  const { size, time, validation, key } = read(options)
  const text = tales({ size, key })
  const cut = size - Math.floor(size * validation + 0.5)
  const vocabulary = vocabularyOf(TALES_CHARACTERS)
  return {
    train: characterWindows(text.slice(0, cut), { vocabulary, time, name: 'tales' }),
    validation: characterWindows(text.slice(cut), { vocabulary, time, name: 'tales (validation)' }),
    vocabulary,
  }
}
