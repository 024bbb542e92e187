import { checkElements, newDraws } from '../checks.ts'
import { checkKey, type Key } from '../keys/is-key.ts'
import { KEEPS_ALL, keepThreshold } from '../masks/keep-threshold.ts'
import { fillWords } from './fill-words.ts'

/** The number of words that are drawn and compared at a time. */
const CHUNK = 1024

/**
 * `length` draws of 1 with probability `keep`, else 0: element i is 1 if and only if word i of `bits` is below
 * T = ⌊keep · 2^32 + ½⌋. So keep 0 gives zeros and keep 1 ones, exactly. Elements `start` … `start + length − 1`.
 *
 * keep outside [0, 1], or a length or start outside 0 … 2^53 − 1, is an `RngError`. (The masks of dropout have a
 * separate law: `fillMask`.)
 *
 * @example
 * ```ts
 * import { bernoulli, key } from '@thinned/rng'
 *
 * console.log(bernoulli(key(1), 6, 0.5)) // Uint8Array(6) [ 0, 0, 1, 0, 1, 0 ]
 * ```
 */
export function bernoulli(k: Key, length: number, keep: number, start: number = 0): Uint8Array {
  checkKey(k)
  checkElements(length, start)
  const threshold = keepThreshold(keep)
  const out = newDraws(Uint8Array, length)
  if (threshold === KEEPS_ALL) return out.fill(1)
  const words = new Int32Array(Math.min(length, CHUNK))
  for (let offset = 0; offset < length; offset += CHUNK) {
    const chunk = words.subarray(0, Math.min(CHUNK, length - offset))
    fillWords(k[0], k[1], chunk, start + offset)
    for (let i = 0; i < chunk.length; i++) out[offset + i] = isBelow(chunk[i]!, threshold)
  }
  return out
}

/** 1 if a < b as words, else 0: the borrow of a − b, so that there is no branch on a random bit. */
function isBelow(a: number, b: number): number {
  return ((~a & b) | (~(a ^ b) & (a - b))) >>> 31
}
