import type { V128 } from '../../emit/code.ts'
import type { Hold } from '../../emit/hold.ts'
import { f64x2, i32x4, i64x2, v128 } from '../../emit/vector.ts'
import { horner } from './horner.ts'

const { add, sub, mul, const: all } = f64x2

const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10
const TAYLOR = [1, 1, 2, 6, 24, 120, 720, 5040, 40320, 362880, 3628800, 39916800, 479001600, 6227020800].map(
  (factorial) => 1 / factorial,
)

/** e^x by the float64 sequence of `@thinned/math`, for every x; its borders are chosen at the end. */
export function exp(hold: Hold, x: V128): V128 {
  const given = hold(x)
  const k = hold(f64x2.floor(add(mul(given, all(Math.LOG2E)), all(0.5))))
  const r = hold(sub(sub(given, mul(k, all(LN2_HIGH))), mul(k, all(LN2_LOW))))
  const n = hold(i32x4.truncSatF64ZeroS(k))
  const half = hold(i32x4.shrS(n, 1))
  const scaled = mul(mul(horner(r, TAYLOR), powerOfTwo(half)), powerOfTwo(i32x4.sub(n, half)))
  const above = f64x2.gt(given, all(709.8))
  const below = f64x2.lt(given, all(-745.2))
  return v128.select(all(Infinity), v128.andNot(scaled, below), above)
}

/** 2^k from the first two of four integers, in the normal range. */
function powerOfTwo(k: V128): V128 {
  return i64x2.shl(i64x2.extendLowI32S(i32x4.add(k, i32x4.const(1023))), 52)
}
