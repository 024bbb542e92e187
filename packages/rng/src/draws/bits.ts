import { checkElements, checkOut, newDraws } from '../checks.ts'
import { checkKey, type Key } from '../keys/is-key.ts'
import { fillWords } from './fill-words.ts'

/**
 * `length` random words, integers from 0 to 2^32 − 1: elements `start` … `start + length − 1` of the key's stream.
 *
 * Word i is word ⌊i/8⌋ mod 4 of the Threefry4x32-20 block with key words (k0, k1, 0, 0) and counter words
 * (8⌊i/32⌋ + i mod 8 in two words, low first, then 0, then 2). It depends on the key and on i alone. A length or start
 * outside 0 … 2^53 − 1 is an `RngError`.
 *
 * @example
 * ```ts
 * import { bits, key } from '@thinned/rng'
 *
 * console.log(bits(key(1), 2), bits(key(1), 1, 1)) // Uint32Array(2) [ 3170756727, 3635042171 ] Uint32Array(1) [ 3635042171 ]
 * ```
 */
export function bits(k: Key, length: number, start: number = 0): Uint32Array {
  checkElements(length, start)
  const out = newDraws(Uint32Array, length)
  fillBits(k, out, start)
  return out
}

/**
 * Fills `out` with what `bits(k, out.length, start)` returns.
 *
 * @example
 * ```ts
 * import { fillBits, key } from '@thinned/rng'
 *
 * const words = new Uint32Array(2)
 * fillBits(key(1), words)
 * console.log(words) // Uint32Array(2) [ 3170756727, 3635042171 ]
 * ```
 */
export function fillBits(k: Key, out: Uint32Array, start: number = 0): void {
  checkKey(k)
  checkOut(out, 'Uint32Array')
  checkElements(out.length, start)
  fillWords(k[0], k[1], new Int32Array(out.buffer, out.byteOffset, out.length), start)
}
