import { formatValue } from '@thinned/schema'
import { isWord } from '../checks.ts'
import { RngError } from '../rng-error.ts'
import { foldIn } from './fold-in.ts'
import { type Key, keyOfWords } from './is-key.ts'

const LOWEST = -0x8000_0000_0000_0000n
const HIGHEST = 0xffff_ffff_ffff_ffffn

/**
 * The key of a seed.
 *
 * - An integer from −2^63 to 2^64 − 1, number or bigint: its high and its low 32 bits in two's complement, so that −1
 *   and 2^64 − 1 are one key. JavaScript rounds numbers beyond ±2^53; write such a seed as a bigint.
 * - A well-formed string of any length: `foldIn(key(0), seed)`.
 *
 * Anything else is an `RngError`.
 *
 * @example
 * ```ts
 * import { key } from '@thinned/rng'
 *
 * console.log(key(0), key(-1), key('a run of mine')) // [ 0, 0 ] [ 4294967295, 4294967295 ] [ 1827301650, 804239895 ]
 * ```
 */
export function key(seed: number | bigint | string): Key {
  if (typeof seed === 'string') return foldIn(keyOfWords(0, 0), seed)
  if (isWord(seed)) return keyOfWords(0, seed)
  const integer = typeof seed === 'bigint' || Number.isInteger(seed) ? BigInt(seed) : undefined
  if (integer === undefined || integer < LOWEST || integer > HIGHEST) {
    throw new RngError(
      `The seed is ${formatValue(seed)}; it must be an integer from −2^63 to 2^64 − 1 (a number or a bigint) or a string.`,
    )
  }
  return keyOfWords(Number(BigInt.asUintN(32, integer >> 32n)), Number(BigInt.asUintN(32, integer)))
}
