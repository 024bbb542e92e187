import { DataError } from '../../data-error.ts'

/** Characters (code points) and their numbers. */
export interface Vocabulary {
  /** Character c of the list has the number c. */
  readonly characters: readonly string[]
  readonly size: number
  /** @throws {DataError} naming a character that the vocabulary lacks, and where it stands. */
  encode(text: string): Int32Array
  /** @throws {DataError} naming a number that is none. */
  decode(numbers: ArrayLike<number>): string
}

/**
 * The characters of a text, sorted by code point, and their numbers from 0.
 *
 * @throws {DataError} if there are none.
 * @example
 * ```ts
 * import { vocabularyOf } from '@thinned/data'
 *
 * const { encode, decode, size } = vocabularyOf('to and fro')
 * console.log(size, encode('toad'), decode([6, 4])) // 8 Int32Array(4) [ 7, 5, 1, 2 ] rn
 * ```
 */
export function vocabularyOf(text: string): Vocabulary {
  const characters = [...new Set(text)].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!)
  if (characters.length === 0)
    throw new DataError('The text of the vocabulary is empty; give a text with all characters.')
  const numberOf = new Map(characters.map((character, number) => [character, number]))
  return {
    characters,
    size: characters.length,
    encode(text) {
      return Int32Array.from([...text], (character, index) => {
        const number = numberOf.get(character)
        if (number !== undefined) return number
        throw new DataError(
          `Character ${index} of the text, ${JSON.stringify(character)}, is not in the vocabulary ${JSON.stringify(characters.join(''))}.`,
        )
      })
    },
    decode(numbers) {
      return Array.from(numbers, (number, index) => {
        const character = characters[number]
        if (character !== undefined) return character
        throw new DataError(
          `Number ${index} is ${number}; the vocabulary has ${characters.length} characters, numbered from 0.`,
        )
      }).join('')
    },
  }
}
