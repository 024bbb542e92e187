import { powerOfTwo } from '../bits/float32.ts'

const fround = Math.fround

const LOG2_E = 1.4426950216293335 // log2 e, as float32
const ROUNDER = 12582912 // 1.5 · 2^23: adding it to |y| < 2^22 rounds y to an integer, half to even
const LN2_HIGH = 0.693359375 // 355/512: k · LN2_HIGH is exact for |k| < 2^15
const LN2_LOW = -0.00021219444170128554 // ln 2 − LN2_HIGH, as float32
const C2 = 0.4999999403953552
const C3 = 0.16666515171527863
const C4 = 0.041668083518743515
const C5 = 0.00836934894323349
const C6 = 0.0013840398751199245

/**
 * e^x in float32 for every x, within 0.91 ulp. Each operation is one of float32, none fused; `fround` is left out where
 * the result is exact:
 *
 * 1. t = x brought into [−104, 89] (there e^x is 0 or Infinity already; NaN stays NaN).
 * 2. k = (t · LOG2_E + ROUNDER) − ROUNDER, the integer next to x / ln 2, in [−150, 128].
 * 3. a = t − k · LN2_HIGH (both steps exact), c = k · LN2_LOW, r = a − c: |r| ≤ 0.3473 and x = k ln 2 + r.
 * 4. z = r · r, q = ((C5 · r + C4) + C6 · z) · z + (C3 · r + C2).
 * 5. p = ((q · z − c) + a) + 1. Subtracting c this late keeps the rounding of step 3 out of the result.
 * 6. h = ⌊k / 2⌋; e^x = (p · 2^h) · 2^(k − h): the first product is exact, and only the second rounds a subnormal
 *    result or overflows.
 *
 * C2 … C6 are a minimax fit (Remez exchange, in order from C2, each rounded to float32 before the next is fitted) of
 * (e^r − 1 − r) / r² on |r| ≤ 0.3473 by the relative error of e^r, which is 0.055 · 2^−24.
 * e^±0 = 1, e^−Infinity = 0, e^Infinity = Infinity.
 *
 * @example
 * ```ts
 * import { exp } from '@thinned/math'
 *
 * console.log(exp(1), exp(-1000)) // 2.7182817459106445 0
 * ```
 */
export function exp(x: number): number {
  const argument = fround(x)
  let t = argument
  if (argument < -104) t = -104
  if (argument > 89) t = 89
  const k = fround(fround(t * LOG2_E) + ROUNDER) - ROUNDER
  const a = t - k * LN2_HIGH
  const c = fround(k * LN2_LOW)
  const r = fround(a - c)
  const z = fround(r * r)
  const low = fround(fround(C3 * r) + C2)
  const high = fround(fround(fround(C5 * r) + C4) + fround(C6 * z))
  const q = fround(fround(high * z) + low)
  const p = fround(fround(fround(fround(q * z) - c) + a) + 1)
  const n = k | 0
  const h = n >> 1
  return fround(p * powerOfTwo(h) * powerOfTwo(n - h))
}
