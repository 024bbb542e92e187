import type { V128 } from '../emit/code.ts'
import type { Hold } from '../emit/hold.ts'
import { f32x4, i32x4 } from '../emit/vector.ts'

const { add, sub, mul, min, max, const: all } = f32x4

const LOG2_E = 1.4426950216293335
const ROUNDER = 12582912
const ROUNDER_BITS = 0x4b400000
const LN2_HIGH = 0.693359375
const LN2_LOW = -0.00021219444170128554
const C2 = 0.4999999403953552
const C3 = 0.16666515171527863
const C4 = 0.041668083518743515
const C5 = 0.00836934894323349
const C6 = 0.0013840398751199245

/** e^x by the float32 sequence of `@thinned/math`. k is read from the bits of the sum that rounds it. */
export function exp(x: V128, hold: Hold): V128 {
  const t = hold(min(max(x, all(-104)), all(89)))
  const rounded = hold(add(mul(t, all(LOG2_E)), all(ROUNDER)))
  const k = hold(sub(rounded, all(ROUNDER)))
  const a = hold(sub(t, mul(k, all(LN2_HIGH))))
  const c = hold(mul(k, all(LN2_LOW)))
  const r = hold(sub(a, c))
  const z = hold(mul(r, r))
  const low = add(mul(all(C3), r), all(C2))
  const high = add(add(mul(all(C5), r), all(C4)), mul(all(C6), z))
  const q = add(mul(high, z), low)
  const p = add(add(sub(mul(q, z), c), a), all(1))
  const n = hold(i32x4.sub(rounded, i32x4.const(ROUNDER_BITS)))
  const h = hold(i32x4.shrS(n, 1))
  return mul(mul(p, powerOfTwo(h)), powerOfTwo(i32x4.sub(n, h)))
}

/** 2^k from integers in the normal range. */
function powerOfTwo(k: V128): V128 {
  return i32x4.shl(i32x4.add(k, i32x4.const(127)), 23)
}
