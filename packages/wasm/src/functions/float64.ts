import type { V128 } from '../emit/code.ts'
import type { Hold } from '../emit/control.ts'
import { f64x2, i32x4, i64x2, v128 } from '../emit/vector.ts'

const { add, sub, mul, div, const: all } = f64x2

const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10

/** c₀ + x · (c₁ + x · (c₂ + …)). */
export function horner(x: V128, [first, ...rest]: readonly number[]): V128 {
  const constant = f64x2.const(first!)
  return rest.length === 0 ? constant : f64x2.add(constant, f64x2.mul(x, horner(x, rest)))
}

const EXP_TAYLOR = [1, 1, 2, 6, 24, 120, 720, 5040, 40320, 362880, 3628800, 39916800, 479001600, 6227020800].map(
  (factorial) => 1 / factorial,
)

/** e^x by the float64 sequence of `@thinned/math`, for every x. The results beyond its range are selected at the end. */
export function exp(hold: Hold, x: V128): V128 {
  const value = hold(x)
  const k = hold(f64x2.floor(add(mul(value, all(Math.LOG2E)), all(0.5))))
  const r = hold(sub(sub(value, mul(k, all(LN2_HIGH))), mul(k, all(LN2_LOW))))
  const n = hold(i32x4.truncSatF64ZeroS(k))
  const half = hold(i32x4.shrS(n, 1))
  const scaled = mul(mul(horner(r, EXP_TAYLOR), powerOfTwo(half)), powerOfTwo(i32x4.sub(n, half)))
  const above = f64x2.gt(value, all(709.8))
  const below = f64x2.lt(value, all(-745.2))
  return v128.select(all(Infinity), v128.andNot(scaled, below), above)
}

/** 2^k from the first two of four integers, in the range of normal numbers. */
function powerOfTwo(k: V128): V128 {
  return i64x2.shl(i64x2.extendLowI32S(i32x4.add(k, i32x4.const(1023))), 52)
}

const EXPM1_TAYLOR = [
  2, 6, 24, 120, 720, 5040, 40320, 362880, 3628800, 39916800, 479001600, 6227020800, 87178291200, 1307674368000,
].map((factorial) => 1 / factorial)

/** e^x − 1 by the float64 sequence of `@thinned/math`. */
export function expm1(hold: Hold, x: V128): V128 {
  const near = hold(add(x, mul(mul(x, x), horner(x, EXPM1_TAYLOR))))
  const far = sub(exp(hold, x), all(1))
  const y = v128.select(near, far, f64x2.lt(f64x2.abs(x), all(0.35)))
  return v128.select(x, y, f64x2.eq(x, all(0)))
}

const ARTANH_SERIES = [3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25].map((odd) => 1 / odd)

/** ln((1 + s) / (1 − s)) by the float64 sequence of `@thinned/math`. */
export function twiceArtanh(hold: Hold, ratio: V128): V128 {
  const s = hold(ratio)
  const z = hold(mul(s, s))
  const twice = hold(mul(all(2), s))
  return add(twice, mul(mul(twice, z), horner(z, ARTANH_SERIES)))
}

const TWO_52 = 4503599627370496
const BIAS = 1023

/** ln x by the float64 sequence of `@thinned/math`, for every x except subnormal numbers of float64. */
export function log(hold: Hold, x: V128): V128 {
  const value = hold(x)
  // The bits of an integer below 2^52, in the last bits of 2^52, give their sum.
  const exponent = sub(v128.or(i64x2.shrU(value, 52), all(TWO_52)), all(TWO_52 + BIAS))
  const mantissa = hold(v128.or(v128.and(value, i64x2.const(0xfffffffffffffn)), all(1)))
  const isLarge = hold(f64x2.ge(mantissa, all(Math.SQRT2)))
  const e = hold(add(exponent, v128.and(isLarge, all(1))))
  const m = hold(v128.select(mul(mantissa, all(0.5)), mantissa, isLarge))
  const s = div(sub(m, all(1)), add(m, all(1)))
  const result = hold(add(mul(e, all(LN2_HIGH)), add(mul(e, all(LN2_LOW)), twiceArtanh(hold, s))))
  const atZero = v128.select(all(-Infinity), result, f64x2.eq(value, all(0)))
  const below = v128.select(atZero, all(Number.NaN), f64x2.ge(value, all(0)))
  return v128.select(value, below, f64x2.eq(value, all(Infinity)))
}

/** ln(1 + x) by the float64 sequence of `@thinned/math`. */
export function log1p(hold: Hold, x: V128): V128 {
  const near = hold(twiceArtanh(hold, div(x, add(all(2), x))))
  const isNear = hold(v128.and(f64x2.gt(x, all(-0.29)), f64x2.lt(x, all(0.41))))
  return v128.select(near, log(hold, add(all(1), x)), isNear)
}

/** x^y by the float64 sequence of `@thinned/math`; NaN for a negative base. */
export function pow(hold: Hold, x: V128, y: V128): V128 {
  const power = hold(exp(hold, mul(y, log(hold, x))))
  const isOne = v128.or(f64x2.eq(y, all(0)), f64x2.eq(x, all(1)))
  return v128.select(all(Number.NaN), v128.select(all(1), power, isOne), f64x2.lt(x, all(0)))
}
