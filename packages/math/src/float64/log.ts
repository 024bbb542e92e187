import { exponentOf, scaleByPowerOfTwo } from './power-of-two.ts'
import { twiceArtanh } from './twice-artanh.ts'

const LN2_HIGH = 0.6931471803691238 // ln 2 to 32 bits, so that e · LN2_HIGH is exact
const LN2_LOW = 1.9082149292705877e-10
const SMALLEST_NORMAL = 2.2250738585072014e-308
const TWO_54 = 18014398509481984

/**
 * ln x in float64, within 2 ulp. x = m · 2^e with √½ ≤ m < √2, s = (m − 1) / (m + 1), e · high + (e · low + ln m). −Infinity at 0,
 * NaN below 0 and for NaN, Infinity for Infinity.
 *
 * @example
 * ```ts
 * import { log } from '@thinned/math/float64'
 *
 * console.log(log(2), log(0)) // 0.6931471805599453 -Infinity
 * ```
 */
export function log(x: number): number {
  if (!(x >= 0)) return Number.NaN
  if (x === 0) return -Infinity
  if (x === Infinity) return x
  if (x < SMALLEST_NORMAL) return log(x * TWO_54) - 54 * LN2_HIGH - 54 * LN2_LOW
  const e = exponentOf(x)
  const m = scaleByPowerOfTwo(x, -e)
  return e * LN2_HIGH + (e * LN2_LOW + twiceArtanh((m - 1) / (m + 1)))
}
