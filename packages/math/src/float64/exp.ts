import { scaleByPowerOfTwo } from '../bits/float64.ts'

const LN2_HIGH = 0.6931471803691238 // ln 2 to 32 bits, so that k · LN2_HIGH is exact
const LN2_LOW = 1.9082149292705877e-10

/**
 * e^x in float64, within 1.5 ulp. k = ⌊x · log2 e + ½⌋, r = (x − k · high) − k · low, the Taylor polynomial of degree 13 in
 * Horner's form, times 2^k in two steps. 0 below −745.2, Infinity above 709.8, NaN for NaN.
 *
 * @example
 * ```ts
 * import { exp } from '@thinned/math/float64'
 *
 * console.log(exp(1), exp(-1000)) // 2.7182818284590455 0
 * ```
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x
  if (x > 709.8) return Infinity
  if (x < -745.2) return 0
  const k = Math.floor(x * Math.LOG2E + 0.5)
  const r = x - k * LN2_HIGH - k * LN2_LOW
  const p =
    1 +
    r *
      (1 +
        r *
          (1 / 2 +
            r *
              (1 / 6 +
                r *
                  (1 / 24 +
                    r *
                      (1 / 120 +
                        r *
                          (1 / 720 +
                            r *
                              (1 / 5040 +
                                r *
                                  (1 / 40320 +
                                    r *
                                      (1 / 362880 +
                                        r *
                                          (1 / 3628800 +
                                            r * (1 / 39916800 + r * (1 / 479001600 + r * (1 / 6227020800)))))))))))))
  return scaleByPowerOfTwo(p, k)
}

/**
 * e^x − 1 in float64, within 4 ulp. For |x| < 0.35 x + x² · (the Taylor polynomial to x^15 in Horner's form), else exp(x) − 1.
 *
 * @example
 * ```ts
 * import { expm1 } from '@thinned/math/float64'
 *
 * console.log(expm1(1e-8)) // 1.0000000050000001e-8
 * ```
 */
export function expm1(x: number): number {
  if (x === 0) return x
  if (!(Math.abs(x) < 0.35)) return exp(x) - 1
  return (
    x +
    x *
      x *
      (1 / 2 +
        x *
          (1 / 6 +
            x *
              (1 / 24 +
                x *
                  (1 / 120 +
                    x *
                      (1 / 720 +
                        x *
                          (1 / 5040 +
                            x *
                              (1 / 40320 +
                                x *
                                  (1 / 362880 +
                                    x *
                                      (1 / 3628800 +
                                        x *
                                          (1 / 39916800 +
                                            x *
                                              (1 / 479001600 +
                                                x *
                                                  (1 / 6227020800 +
                                                    x * (1 / 87178291200 + x * (1 / 1307674368000))))))))))))))
  )
}
