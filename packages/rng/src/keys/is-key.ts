import { isWord } from '../checks.ts'
import { formatValue, RngError } from '../rng-error.ts'

/**
 * The state of nothing: two 32-bit words (integers from 0 to 2^32 − 1) that name a stream of draws. A key is either
 * drawn from or derived from (`split`, `foldIn`), never both, and drawn from once.
 */
export type Key = readonly [k0: number, k1: number]

/**
 * True for an array of two integers from 0 to 2^32 − 1, which is all that a key is (so a key survives JSON).
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

/** Refuses what is not a key. */
export function checkKey(k: Key): void {
  if (isKey(k)) return
  throw new RngError(
    `The key is ${formatValue(k)}; it must be a pair of integers from 0 to 4294967295. Make one with key(seed), split or foldIn.`,
  )
}
