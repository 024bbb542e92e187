import { formatValue } from '@thinned/schema'
import { isWord } from '../checks.ts'
import { RngError } from '../rng-error.ts'

/**
 * Two 32-bit words (integers from 0 to 2^32 − 1) that name a stream of draws. A key has no state that advances. Draw from
 * it once, or derive keys from it (`split`, `foldIn`), never both.
 */
export type Key = readonly [k0: number, k1: number]

/**
 * True for a key: an array of two integers from 0 to 2^32 − 1 (so a key survives JSON).
 *
 * @example
 * ```ts
 * import { isKey, key } from '@thinned/rng'
 *
 * console.log(isKey(key(1)), isKey([1])) // true false
 * ```
 */
export function isKey(value: unknown): value is Key {
  return Array.isArray(value) && value.length === 2 && isWord(value[0]) && isWord(value[1])
}

/** A frozen key of two words, each taken modulo 2^32. */
export function keyOfWords(k0: number, k1: number): Key {
  return Object.freeze([k0 >>> 0, k1 >>> 0] as const)
}

/** Refuses anything but a key. */
export function checkKey(k: Key): void {
  if (isKey(k)) return
  throw new RngError(
    `The key is ${formatValue(k)}; it must be a pair of integers from 0 to 4294967295. Make one with key(seed), split or foldIn.`,
  )
}
