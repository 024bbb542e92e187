import { erf } from '@thinned/math/float64'
import { formatValue } from '@thinned/schema'
import { checkElements, newDraws } from '../checks.ts'
import { checkKey, type Key } from '../keys/is-key.ts'
import { RngError } from '../rng-error.ts'
import { fillWords } from './fill-words.ts'
import { centeredUniform, quantileAbout } from './normal-quantile.ts'

/** Beyond this limit the quantile has no digits left, and truncation hardly matters. */
const LARGEST = 6

/**
 * `length` numbers of the standard normal distribution truncated to ± limit, by the inverse of its distribution function: element i is z with
 * Φ(z) = Φ(−limit) + u · (Φ(limit) − Φ(−limit)), u = (w + ½) · 2^−32, w word i of `bits`, rounded to float32 (computed in float64 by a fixed sequence of
 * operations, so the same bits everywhere). With Z = Φ(limit) − Φ(−limit) their variance is 1 − 2 · limit · φ(limit) / Z: 0.7737 at
 * limit 2, a standard deviation of 0.8796.
 *
 * Elements `start` … `start + length − 1`. A limit outside (0, 6], or a length or start outside 0 … 2^53 − 1, is an `RngError`.
 *
 * @example
 * ```ts
 * import { key, truncatedNormal } from '@thinned/rng'
 *
 * console.log(Math.max(...truncatedNormal(key(1), 10_000, 2)).toFixed(2)) // 2.00
 * ```
 */
export function truncatedNormal(k: Key, length: number, limit: number, start: number = 0): Float32Array {
  checkKey(k)
  checkElements(length, start)
  if (!(typeof limit === 'number' && limit > 0 && limit <= LARGEST))
    throw new RngError(`The limit is ${formatValue(limit)}; it must be above 0 and at most ${LARGEST}.`)
  const between = erf(limit * Math.SQRT1_2)
  const out = newDraws(Float32Array, length)
  const words = new Int32Array(out.buffer)
  fillWords(k[0], k[1], words, start)
  // Each number overwrites its word.
  for (let i = 0; i < length; i++) out[i] = quantileAbout(between * centeredUniform(words[i]! >>> 0))
  return out
}
