import type { V128 } from '../../emit/code.ts'
import type { Hold } from '../../emit/hold.ts'
import { f64x2, i64x2, v128 } from '../../emit/vector.ts'
import { twiceArtanh } from './twice-artanh.ts'

const { add, sub, mul, div, const: all } = f64x2

const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10
const TWO_52 = 4503599627370496
const BIAS = 1023

/** ln x by the float64 sequence of `@thinned/math`, for every x that is not subnormal in float64. */
export function log(hold: Hold, x: V128): V128 {
  const given = hold(x)
  // An integer below 2^52 in the last bits of 2^52 is its sum with 2^52.
  const exponent = sub(v128.or(i64x2.shrU(given, 52), all(TWO_52)), all(TWO_52 + BIAS))
  const mantissa = hold(v128.or(v128.and(given, i64x2.const(0xfffffffffffffn)), all(1)))
  const isLarge = hold(f64x2.ge(mantissa, all(Math.SQRT2)))
  const e = hold(add(exponent, v128.and(isLarge, all(1))))
  const m = hold(v128.select(mul(mantissa, all(0.5)), mantissa, isLarge))
  const s = div(sub(m, all(1)), add(m, all(1)))
  const result = hold(add(mul(e, all(LN2_HIGH)), add(mul(e, all(LN2_LOW)), twiceArtanh(hold, s))))
  const atZero = v128.select(all(-Infinity), result, f64x2.eq(given, all(0)))
  const below = v128.select(atZero, all(Number.NaN), f64x2.ge(given, all(0)))
  return v128.select(given, below, f64x2.eq(given, all(Infinity)))
}
