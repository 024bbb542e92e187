import { bitsOf, ofBits } from '../bits/float32.ts'

const fround = Math.fround

const SMALLEST_NORMAL = 1.1754943508222875e-38 // 2^−126
const TWO_23 = 8388608
const SQRT_HALF_BITS = 0x3f3504f3 // the bits of √½, as float32
const LN2_HIGH = 0.693359375 // 355/512: e · LN2_HIGH is exact
const LN2_LOW = -0.00021219444170128554 // ln 2 − LN2_HIGH, as float32
const C1 = 0.6666677594184875
const C2 = 0.3997756838798523
const C3 = 0.29871460795402527

/**
 * ln x in float32, within 0.85 ulp. Integer steps are on int32, the others float32 operations, none fused;
 * `fround` is left out where the result is exact:
 *
 * 1. y = x · 2^23 if x < 2^−126, else x; j = 23 or 0 (the product is exact).
 * 2. i = bits(y) − SQRT_HALF_BITS; e = (i >> 23) − j; m = the float32 with bits (i & 0x7fffff) + SQRT_HALF_BITS. So
 *    x = m · 2^e with √½ ≤ m < √2.
 * 3. d = m − 1 (exact), s = d / (d + 2), z = s · s, h = (0.5 · d) · d (its first product exact).
 * 4. R = ((C3 · z + C2) · z + C1) · z.
 * 5. ln x = e · LN2_HIGH (exact) − ((h − (s · (h + R) + e · LN2_LOW)) − d).
 *
 * Step 5 is ln(1 + d) = d − h + s · (h + R) for R = ln((1 + s) / (1 − s)) / s − 2 (the arrangement of fdlibm's e_logf.c).
 * C1 … C3 are a minimax fit (Remez exchange, in order from C1, each rounded to float32 before the next is fitted) of R / z on
 * z ≤ 0.02947, by R's error against 2, which is 0.014 · 2^−24.
 * ln ±0 = −Infinity, ln 1 = +0, ln Infinity = Infinity; NaN below 0 and for NaN.
 *
 * @example
 * ```ts
 * import { log } from '@thinned/math'
 *
 * console.log(log(2), log(0)) // 0.6931471824645996 -Infinity
 * ```
 */
export function log(x: number): number {
  const argument = fround(x)
  if (!(argument > 0)) return argument === 0 ? -Infinity : Number.NaN
  if (argument === Infinity) return argument
  const subnormal = argument < SMALLEST_NORMAL
  const i = bitsOf(subnormal ? argument * TWO_23 : argument) - SQRT_HALF_BITS
  const e = (i >> 23) - (subnormal ? 23 : 0)
  const d = ofBits((i & 0x7fffff) + SQRT_HALF_BITS) - 1
  const s = fround(d / fround(d + 2))
  const z = fround(s * s)
  const h = fround(0.5 * d * d)
  const R = fround(fround(fround(fround(fround(C3 * z) + C2) * z) + C1) * z)
  const tail = fround(fround(s * fround(h + R)) + fround(e * LN2_LOW))
  return fround(e * LN2_HIGH - fround(fround(h - tail) - d))
}
