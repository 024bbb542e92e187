import { exponentOf, scaleByPowerOfTwo } from '../bits/float64.ts'

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

/**
 * ln(1 + x) in float64, within 4 ulp: for −0.29 < x < 0.41 from s = x / (2 + x), else log(1 + x). −Infinity at −1, NaN below.
 *
 * @example
 * ```ts
 * import { log1p } from '@thinned/math/float64'
 *
 * console.log(log1p(1e-8)) // 9.999999950000001e-9
 * ```
 */
export function log1p(x: number): number {
  return x > -0.29 && x < 0.41 ? twiceArtanh(x / (2 + x)) : log(1 + x)
}

/** ln((1 + s) / (1 − s)) = 2s + 2s³ · (1/3 + s²/5 + …) to s^25 in Horner's form, for |s| ≤ 0.172. */
function twiceArtanh(s: number): number {
  const z = s * s
  return (
    2 * s +
    2 *
      s *
      z *
      (1 / 3 +
        z *
          (1 / 5 +
            z *
              (1 / 7 +
                z *
                  (1 / 9 +
                    z *
                      (1 / 11 +
                        z *
                          (1 / 13 +
                            z *
                              (1 / 15 + z * (1 / 17 + z * (1 / 19 + z * (1 / 21 + z * (1 / 23 + z * (1 / 25))))))))))))
  )
}
