import type { V128 } from '../emit/code.ts'
import type { Hold } from '../emit/hold.ts'
import { f32x4, i32x4, v128 } from '../emit/vector.ts'

const { add, sub, mul, div, const: all } = f32x4

const SMALLEST_NORMAL = 1.1754943508222875e-38
const TWO_23 = 8388608
const SQRT_HALF_BITS = 0x3f3504f3
const LN2_HIGH = 0.693359375
const LN2_LOW = -0.00021219444170128554
const C1 = 0.6666677594184875
const C2 = 0.3997756838798523
const C3 = 0.29871460795402527

/** ln x by the float32 sequence of `@thinned/math`. */
export function log(x: V128, hold: Hold): V128 {
  const subnormal = hold(f32x4.lt(x, all(SMALLEST_NORMAL)))
  const i = hold(i32x4.sub(v128.select(mul(x, all(TWO_23)), x, subnormal), i32x4.const(SQRT_HALF_BITS)))
  const whole = i32x4.sub(i32x4.shrS(i, 23), v128.and(subnormal, i32x4.const(23)))
  const e = hold(f32x4.convertI32S(whole))
  const m = i32x4.add(v128.and(i, i32x4.const(0x7fffff)), i32x4.const(SQRT_HALF_BITS))
  const d = hold(sub(m, all(1)))
  const s = hold(div(d, add(d, all(2))))
  const z = hold(mul(s, s))
  const h = hold(mul(mul(all(0.5), d), d))
  const R = mul(add(mul(add(mul(all(C3), z), all(C2)), z), all(C1)), z)
  const tail = add(mul(s, add(h, R)), mul(e, all(LN2_LOW)))
  const result = sub(mul(e, all(LN2_HIGH)), sub(sub(h, tail), d))
  const atMostZero = v128.select(all(-Infinity), all(Number.NaN), f32x4.eq(x, all(0)))
  const special = v128.select(x, atMostZero, f32x4.gt(x, all(0)))
  const isUsual = v128.and(f32x4.gt(x, all(0)), f32x4.lt(x, all(Infinity)))
  return v128.select(result, special, isUsual)
}
