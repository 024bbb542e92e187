import { type Fields, integer, optional, value } from '@thinned/schema'
import { DataError } from '../../data-error.ts'
import type { NdArray } from '../../dataset/arrays.ts'
import type { Dataset } from '../../dataset/dataset.ts'
import { dataOptions, nameOr } from '../../options.ts'
import type { Vocabulary } from './vocabulary.ts'

/** 1 GiB of int32. */
const MOST_TOKENS = 268_435_456

/** Tokens, and for each the next token: both [n, time], int32. */
export type Sequences = Dataset<NdArray<Int32Array>, NdArray<Int32Array>> & { readonly classes: number }

export interface CharacterWindowsOptions {
  readonly vocabulary: Vocabulary
  /** Characters in a window, from 1. */
  readonly time: number
  /** From the beginning of a window to that of the next, from 1. Default: `time`, so that windows do not overlap. */
  readonly stride?: number
  /** Default 'characters'. */
  readonly name?: string
}

const read = dataOptions(
  'characterWindows',
  {
    vocabulary: value<Vocabulary>(
      'a vocabulary, such as vocabularyOf(text)',
      (given) => typeof (given as Partial<Vocabulary> | null)?.encode === 'function',
    ),
    time: integer({ from: 1 }),
    stride: optional(integer({ from: 1 })),
    name: nameOr('characters'),
  } satisfies Fields<CharacterWindowsOptions>,
  { length: 'time', window: 'time', windowSize: 'time', sequenceLength: 'time', seqLen: 'time', step: 'stride' },
)

/**
 * A text cut into windows: inputs [n, time] are characters stride · i … stride · i + time − 1, targets [n, time] the ones that follow each of
 * them. An incomplete window at the end is left out. Classes are the characters of the vocabulary.
 *
 * @throws {DataError} if the text is shorter than a window and its last target, or has a character that the vocabulary lacks.
 * @example
 * ```ts
 * import { characterWindows, vocabularyOf } from '@thinned/data'
 *
 * const vocabulary = vocabularyOf('abc')
 * const { inputs, targets } = characterWindows('abcabca', { vocabulary, time: 3 })
 * console.log(inputs.shape, vocabulary.decode(inputs.data), vocabulary.decode(targets.data)) // [ 2, 3 ] abcabc bcabca
 * ```
 */
export function characterWindows(text: string, options: CharacterWindowsOptions): Sequences {
  const { vocabulary, time, stride = time, name } = read(options)
  const numbers = vocabulary.encode(text)
  if (numbers.length <= time)
    throw new DataError(
      `characterWindows was given ${numbers.length} characters for windows of ${time}; there must be at least ${time + 1}, with the one that follows.`,
    )
  const count = Math.floor((numbers.length - 1 - time) / stride) + 1
  if (count * time > MOST_TOKENS)
    throw new DataError(
      `characterWindows would make ${count} windows of ${time} characters; it makes at most ${MOST_TOKENS} tokens. Make the stride larger.`,
      { code: 'out-of-memory' },
    )
  const windows = (ahead: number): NdArray<Int32Array> => {
    const data = new Int32Array(count * time)
    for (let i = 0; i < count; i++) data.set(numbers.subarray(stride * i + ahead, stride * i + ahead + time), time * i)
    return { data, shape: [count, time] }
  }
  return { name, inputs: windows(0), targets: windows(1), classes: vocabulary.size }
}
