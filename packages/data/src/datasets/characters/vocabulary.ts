import { formatValue } from '@thinned/schema'
import { DataError } from '../../data-error.ts'
import { checkListOfRows } from '../../dataset/take.ts'

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
  checkText('vocabularyOf', text)
  const characters = [...new Set(text)].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!)
  if (characters.length === 0)
    throw new DataError('The text of the vocabulary is empty; give a text with all characters.')
  const numberOf = new Map(characters.map((character, number) => [character, number]))
  return {
    characters,
    size: characters.length,
    encode(text) {
      checkText('encode', text)
      return Int32Array.from([...text], (character, index) => {
        const number = numberOf.get(character)
        if (number !== undefined) return number
        throw new DataError(
          `Character ${index} of the text, ${JSON.stringify(character)}, is not in the vocabulary ${JSON.stringify(characters.join(''))}.`,
        )
      })
    },
    decode(numbers) {
      checkListOfRows(numbers)
      return Array.from(numbers, (number, index) => {
        const character = typeof number === 'number' ? characters[number] : undefined
        if (character !== undefined) return character
        throw new DataError(
          `Number ${index} is ${formatValue(number)}; the vocabulary has ${characters.length} characters, numbered from 0.`,
        )
      }).join('')
    },
  }
}

function checkText(caller: string, text: unknown): void {
  if (typeof text !== 'string') throw new DataError(`${caller} was given ${formatValue(text)}; it takes a text.`)
}
