import type { V128 } from '../../emit/code.ts'
import type { Hold } from '../../emit/hold.ts'
import { f64x2 } from '../../emit/vector.ts'
import { horner } from './horner.ts'

const { add, mul, const: all } = f64x2

const SERIES = [3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25].map((odd) => 1 / odd)

/** ln((1 + s) / (1 − s)) by the float64 sequence of `@thinned/math`. */
export function twiceArtanh(hold: Hold, ratio: V128): V128 {
  const s = hold(ratio)
  const z = hold(mul(s, s))
  const twice = hold(mul(all(2), s))
  return add(twice, mul(mul(twice, z), horner(z, SERIES)))
}
