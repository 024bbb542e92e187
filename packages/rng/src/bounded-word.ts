import { wordAttempt } from './fill-words.ts'

/** How many of the 2^32 words are accepted for a draw from `count` values: the largest multiple of count. */
export function acceptedWords(count: number): number {
  // (2^32 − count) mod count is 2^32 mod count, in 32-bit arithmetic.
  return 0x100000000 - ((-count >>> 0) % count)
}

/**
 * An integer from 0 to count − 1, all equally likely, for element i of a stream whose word i is `word`: the first of
 * its attempts below `accepted` (= acceptedWords(count)), modulo count.
 */
export function boundedWord(k0: number, k1: number, i: number, word: number, count: number, accepted: number): number {
  let candidate = word >>> 0
  for (let attempt = 1; candidate >= accepted; attempt++) candidate = wordAttempt(k0, k1, i, attempt) >>> 0
  return candidate % count
}
