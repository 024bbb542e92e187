import { MathError } from '../math-error.ts'

const LIMIT = 8192
const PART_1 = 1.5707963267341256 // π/2 to 33 bits, then the next 33, then the rest: k · PART is exact for the first two
const PART_2 = 6.077100506303966e-11
const PART_3 = 2.0222662487959506e-21

/**
 * sin x in float64 for |x| ≤ 8192, within 1e-16 absolute and 4 ulp away from the zeros. k = ⌊x · 2/π + ½⌋, r = ((x − k·p1) − k·p2) − k·p3,
 * then by k mod 4 the Taylor polynomial of sin (to r^17) or cos (to r^18), in Horner's form in r².
 *
 * @throws {MathError} outside the range; NaN gives NaN.
 *
 * @example
 * ```ts
 * import { sin } from '@thinned/math/float64'
 *
 * console.log(sin(1)) // 0.8414709848078965
 * ```
 */
export function sin(x: number): number {
  return sinOfQuadrant(x, 0, 'sin')
}

/**
 * cos x, as sin x.
 *
 * @example
 * ```ts
 * import { cos } from '@thinned/math/float64'
 *
 * console.log(cos(1)) // 0.5403023058681398
 * ```
 */
export function cos(x: number): number {
  return sinOfQuadrant(x, 1, 'cos')
}

function sinOfQuadrant(x: number, shift: number, name: string): number {
  if (Math.abs(x) > LIMIT) {
    throw new MathError(
      `${name} was given ${x}; it is defined for |x| up to ${LIMIT}. Bring the angle into that range first.`,
    )
  }
  const k = Math.floor(x * (2 / Math.PI) + 0.5)
  const r = x - k * PART_1 - k * PART_2 - k * PART_3
  const z = r * r
  const quadrant = (k + shift) & 3
  const value =
    quadrant & 1
      ? 1 +
        z *
          (-1 / 2 +
            z *
              (1 / 24 +
                z *
                  (-1 / 720 +
                    z *
                      (1 / 40320 +
                        z *
                          (-1 / 3628800 +
                            z *
                              (1 / 479001600 +
                                z * (-1 / 87178291200 + z * (1 / 20922789888000 + z * (-1 / 6402373705728000)))))))))
      : r +
        r *
          z *
          (-1 / 6 +
            z *
              (1 / 120 +
                z *
                  (-1 / 5040 +
                    z *
                      (1 / 362880 +
                        z *
                          (-1 / 39916800 +
                            z * (1 / 6227020800 + z * (-1 / 1307674368000 + z * (1 / 355687428096000))))))))
  return quadrant & 2 ? -value : value
}
