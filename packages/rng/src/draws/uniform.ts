import { checkElements, checkOut, newDraws } from '../checks.ts'
import { checkKey, type Key } from '../keys/is-key.ts'
import { fillWords } from './fill-words.ts'

/** Exact: 2^−24. */
const GRID = 1 / 0x1000000

/**
 * `length` numbers in [0, 1), all multiples of 2^−24 equally likely: element i is the upper 24 bits of word i of `bits`,
 * times 2^−24 (exact in float32). Elements `start` … `start + length − 1`; a length or start outside 0 … 2^53 − 1 is an
 * `RngError`.
 *
 * @example
 * ```ts
 * import { key, uniform } from '@thinned/rng'
 *
 * console.log(uniform(key(1), 2)) // Float32Array(2) [ 0.7382493019104004, 0.8463491797447205 ]
 * ```
 */
export function uniform(k: Key, length: number, start: number = 0): Float32Array {
  checkElements(length, start)
  const out = newDraws(Float32Array, length)
  fillUniform(k, out, start)
  return out
}

/**
 * Fills `out` with what `uniform(k, out.length, start)` returns.
 *
 * @example
 * ```ts
 * import { fillUniform, key } from '@thinned/rng'
 *
 * const values = new Float32Array(2)
 * fillUniform(key(1), values)
 * console.log(values) // Float32Array(2) [ 0.7382493019104004, 0.8463491797447205 ]
 * ```
 */
export function fillUniform(k: Key, out: Float32Array, start: number = 0): void {
  checkKey(k)
  checkOut(out, 'Float32Array')
  checkElements(out.length, start)
  const words = new Int32Array(out.buffer, out.byteOffset, out.length)
  fillWords(k[0], k[1], words, start)
  // Each number overwrites its word.
  for (let i = 0; i < out.length; i++) out[i] = (words[i]! >>> 8) * GRID
}
