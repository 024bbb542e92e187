import { wordAttempt } from './fill-words.ts'

/** The number of accepted words, of 2^32, for a draw from `count` values: the largest multiple of count. */
export function acceptedWords(count: number): number {
  return Math.floor(0x100000000 / count) * count
}

/** The first attempt from 1 on, at word i of a stream, that is below `accepted`. */
export function nextAttempt(k0: number, k1: number, i: number, accepted: number): number {
  for (let attempt = 1; ; attempt++) {
    const word = wordAttempt(k0, k1, i, attempt) >>> 0
    if (word < accepted) return word
  }
}

/**
 * word mod count, exact and several times faster than the engine's `%` on words beyond 2^31: the rounding of word / count
 * is below 2^−21 / count, too little to reach the next integer, which is at least 1 / count away.
 */
export function remainder(word: number, count: number): number {
  return word - Math.floor(word / count) * count
}
