import { log } from './log.ts'
import { twiceArtanh } from './twice-artanh.ts'

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
