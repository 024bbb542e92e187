import type { V128 } from '../../emit/code.ts'
import type { Hold } from '../../emit/hold.ts'
import { f64x2, v128 } from '../../emit/vector.ts'
import { log } from './log.ts'
import { twiceArtanh } from './twice-artanh.ts'

const { add, div, const: all } = f64x2

/** ln(1 + x) by the float64 sequence of `@thinned/math`. */
export function log1p(hold: Hold, x: V128): V128 {
  const near = hold(twiceArtanh(hold, div(x, add(all(2), x))))
  const isNear = hold(v128.and(f64x2.gt(x, all(-0.29)), f64x2.lt(x, all(0.41))))
  return v128.select(near, log(hold, add(all(1), x)), isNear)
}
