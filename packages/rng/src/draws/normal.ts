import { checkElements, checkOut, newDraws } from '../checks.ts'
import { checkKey, type Key } from '../keys/is-key.ts'
import { fillWords } from './fill-words.ts'
import { normalQuantile } from './normal-quantile.ts'

/**
 * `length` standard normal numbers: element i is z with Φ(z) = (w + ½) · 2^−32, w word i of `bits`, rounded to float32
 * (computed in float64 by a fixed sequence of operations, so the same bits everywhere). All are finite, |z| < 6.34, and
 * w and 2^32 − 1 − w give z and −z.
 *
 * Elements `start` … `start + length − 1`; a length or start outside 0 … 2^53 − 1 is an `RngError`.
 *
 * @example
 * ```ts
 * import { key, normal } from '@thinned/rng'
 *
 * console.log(normal(key(1), 2)) // Float32Array(2) [ 0.6379575133323669, 1.0209004878997803 ]
 * ```
 */
export function normal(k: Key, length: number, start: number = 0): Float32Array {
  checkElements(length, start)
  const out = newDraws(Float32Array, length)
  fillNormal(k, out, start)
  return out
}

/**
 * Fills `out` with what `normal(k, out.length, start)` returns.
 *
 * @example
 * ```ts
 * import { fillNormal, key } from '@thinned/rng'
 *
 * const values = new Float32Array(2)
 * fillNormal(key(1), values)
 * console.log(values) // Float32Array(2) [ 0.6379575133323669, 1.0209004878997803 ]
 * ```
 */
export function fillNormal(k: Key, out: Float32Array, start: number = 0): void {
  checkKey(k)
  checkOut(out, 'Float32Array')
  checkElements(out.length, start)
  const words = new Int32Array(out.buffer, out.byteOffset, out.length)
  fillWords(k[0], k[1], words, start)
  // Each number overwrites its word.
  for (let i = 0; i < out.length; i++) out[i] = normalQuantile(words[i]! >>> 0)
}
