import type { V128 } from '../emit/code.ts'
import type { Hold } from '../emit/hold.ts'
import { f32x4, v128 } from '../emit/vector.ts'
import { exp } from './exp.ts'

const { add, sub, mul, div, const: all } = f32x4

/** 1 / (1 + e^−x) by the float32 sequence of `@thinned/math`. */
export function sigmoid(x: V128, hold: Hold): V128 {
  const z = hold(exp(f32x4.neg(f32x4.abs(x)), hold))
  const isPositive = hold(f32x4.ge(x, all(0)))
  // One division does for both parts: 1 / s or z / s.
  const d = hold(div(v128.select(all(1), z, isPositive), add(all(1), z)))
  const isSmall = f32x4.lt(x, all(-0.5))
  return v128.select(sub(z, mul(z, d)), d, isSmall)
}
