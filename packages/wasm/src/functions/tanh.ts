import type { V128 } from '../emit/code.ts'
import type { Hold } from '../emit/hold.ts'
import { f32x4, i32x4, v128 } from '../emit/vector.ts'
import { exp } from './exp.ts'

const { add, sub, mul, div, const: all } = f32x4

const JOINT = 0.550000011920929
const C3 = -0.3333294689655304
const C5 = 0.1332072913646698
const C7 = -0.05267200991511345
const C9 = 0.01643787883222103

/** tanh x by the float32 sequence of `@thinned/math`; both of its parts are computed. */
export function tanh(x: V128, hold: Hold): V128 {
  const a = hold(f32x4.abs(x))
  const z = hold(mul(a, a))
  const P = add(mul(add(mul(add(mul(all(C9), z), all(C7)), z), all(C5)), z), all(C3))
  const nearZero = hold(add(a, mul(a, mul(z, P))))
  const far = sub(all(1), div(all(2), add(exp(add(a, a), hold), all(1))))
  const y = v128.select(nearZero, far, f32x4.lt(a, all(JOINT)))
  return v128.or(y, v128.and(x, i32x4.const(0x80000000)))
}
