import type { V128 } from '../../emit/code.ts'
import type { Hold } from '../../emit/hold.ts'
import { f64x2, v128 } from '../../emit/vector.ts'
import { exp } from './exp.ts'
import { horner } from './horner.ts'

const { add, sub, mul, const: all } = f64x2

const TAYLOR = [
  2, 6, 24, 120, 720, 5040, 40320, 362880, 3628800, 39916800, 479001600, 6227020800, 87178291200, 1307674368000,
].map((factorial) => 1 / factorial)

/** e^x − 1 by the float64 sequence of `@thinned/math`. */
export function expm1(hold: Hold, x: V128): V128 {
  const near = hold(add(x, mul(mul(x, x), horner(x, TAYLOR))))
  const far = sub(exp(hold, x), all(1))
  const y = v128.select(near, far, f64x2.lt(f64x2.abs(x), all(0.35)))
  return v128.select(x, y, f64x2.eq(x, all(0)))
}
