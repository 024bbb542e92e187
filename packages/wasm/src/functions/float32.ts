import type { V128 } from '../emit/code.ts'
import type { Hold } from '../emit/control.ts'
import { f32x4, i32x4, v128 } from '../emit/vector.ts'

const { add, sub, mul, div, atMost, atLeast, const: all } = f32x4

const LN2_HIGH = 0.693359375
const LN2_LOW = -0.00021219444170128554

const LOG2_E = 1.4426950216293335
const ROUNDER = 12582912
const ROUNDER_BITS = 0x4b400000
const EXP_2 = 0.4999999403953552
const EXP_3 = 0.16666515171527863
const EXP_4 = 0.041668083518743515
const EXP_5 = 0.00836934894323349
const EXP_6 = 0.0013840398751199245

/** e^x by the float32 sequence of `@thinned/math`. The integer k comes from the bits of the sum that rounds it. */
export function exp(x: V128, hold: Hold): V128 {
  const t = hold(atMost(atLeast(x, all(-104)), all(89)))
  const rounded = hold(add(mul(t, all(LOG2_E)), all(ROUNDER)))
  const k = hold(sub(rounded, all(ROUNDER)))
  const a = hold(sub(t, mul(k, all(LN2_HIGH))))
  const c = hold(mul(k, all(LN2_LOW)))
  const r = hold(sub(a, c))
  const z = hold(mul(r, r))
  const low = add(mul(all(EXP_3), r), all(EXP_2))
  const high = add(add(mul(all(EXP_5), r), all(EXP_4)), mul(all(EXP_6), z))
  const q = add(mul(high, z), low)
  const p = add(add(sub(mul(q, z), c), a), all(1))
  const n = hold(i32x4.sub(rounded, i32x4.const(ROUNDER_BITS)))
  const h = hold(i32x4.shrS(n, 1))
  return mul(mul(p, powerOfTwo(h)), powerOfTwo(i32x4.sub(n, h)))
}

/** 2^k, for integers k in the range of normal numbers. */
function powerOfTwo(k: V128): V128 {
  return i32x4.shl(i32x4.add(k, i32x4.const(127)), 23)
}

const SMALLEST_NORMAL = 1.1754943508222875e-38
const TWO_23 = 8388608
const SQRT_HALF_BITS = 0x3f3504f3
const LOG_1 = 0.6666677594184875
const LOG_2 = 0.3997756838798523
const LOG_3 = 0.29871460795402527

/** ln x by the float32 sequence of `@thinned/math`. */
export function log(x: V128, hold: Hold): V128 {
  const subnormal = hold(f32x4.lt(x, all(SMALLEST_NORMAL)))
  const i = hold(i32x4.sub(v128.select(mul(x, all(TWO_23)), x, subnormal), i32x4.const(SQRT_HALF_BITS)))
  const integer = i32x4.sub(i32x4.shrS(i, 23), v128.and(subnormal, i32x4.const(23)))
  const e = hold(f32x4.convertI32S(integer))
  const m = i32x4.add(v128.and(i, i32x4.const(0x7fffff)), i32x4.const(SQRT_HALF_BITS))
  const d = hold(sub(m, all(1)))
  const s = hold(div(d, add(d, all(2))))
  const z = hold(mul(s, s))
  const h = hold(mul(mul(all(0.5), d), d))
  const R = mul(add(mul(add(mul(all(LOG_3), z), all(LOG_2)), z), all(LOG_1)), z)
  const tail = add(mul(s, add(h, R)), mul(e, all(LN2_LOW)))
  const result = sub(mul(e, all(LN2_HIGH)), sub(sub(h, tail), d))
  const atMostZero = v128.select(all(-Infinity), all(Number.NaN), f32x4.eq(x, all(0)))
  const special = v128.select(x, atMostZero, f32x4.gt(x, all(0)))
  const isUsual = v128.and(f32x4.gt(x, all(0)), f32x4.lt(x, all(Infinity)))
  return v128.select(result, special, isUsual)
}

/** 1 / (1 + e^−x) by the float32 sequence of `@thinned/math`. */
export function sigmoid(x: V128, hold: Hold): V128 {
  const z = hold(exp(f32x4.neg(f32x4.abs(x)), hold))
  const isPositive = hold(f32x4.ge(x, all(0)))
  // One division serves both branches: 1 / s or z / s.
  const d = hold(div(v128.select(all(1), z, isPositive), add(all(1), z)))
  const isSmall = f32x4.lt(x, all(-0.5))
  return v128.select(sub(z, mul(z, d)), d, isSmall)
}

const TANH_BORDER = 0.550000011920929
const TANH_3 = -0.3333294689655304
const TANH_5 = 0.1332072913646698
const TANH_7 = -0.05267200991511345
const TANH_9 = 0.01643787883222103

/** tanh x by the float32 sequence of `@thinned/math`. Both branches are computed. */
export function tanh(x: V128, hold: Hold): V128 {
  const a = hold(f32x4.abs(x))
  const z = hold(mul(a, a))
  const P = add(mul(add(mul(add(mul(all(TANH_9), z), all(TANH_7)), z), all(TANH_5)), z), all(TANH_3))
  const nearZero = hold(add(a, mul(a, mul(z, P))))
  const far = sub(all(1), div(all(2), add(exp(add(a, a), hold), all(1))))
  const y = v128.select(nearZero, far, f32x4.lt(a, all(TANH_BORDER)))
  return v128.or(y, v128.and(x, i32x4.const(0x80000000)))
}
