import type { V128 } from '../../emit/code.ts'
import type { Hold } from '../../emit/hold.ts'
import { f64x2, v128 } from '../../emit/vector.ts'
import { exp } from './exp.ts'
import { log } from './log.ts'

const { mul, const: all } = f64x2

/** x^y by the float64 sequence of `@thinned/math`; NaN for a negative base. */
export function pow(hold: Hold, x: V128, y: V128): V128 {
  const power = hold(exp(hold, mul(y, log(hold, x))))
  const isOne = v128.or(f64x2.eq(y, all(0)), f64x2.eq(x, all(1)))
  return v128.select(all(Number.NaN), v128.select(all(1), power, isOne), f64x2.lt(x, all(0)))
}
