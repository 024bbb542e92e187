import { exp } from './exp.ts'

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
