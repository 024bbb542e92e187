import type { V128 } from '../emit/code.ts'
import { when } from '../emit/control.ts'
import { stores } from '../emit/memory.ts'
import { i32 } from '../emit/scalar.ts'
import { f64x2, i32x4, i64x2, v128 } from '../emit/vector.ts'
import { REFUSED } from '../layout.ts'
import { horner } from './float64.ts'
import type { Sequence } from './round-once.ts'

const { add, sub, mul, const: all } = f64x2

const LIMIT = 8192
const PART_1 = 1.5707963267341256
const PART_2 = 6.077100506303966e-11
const PART_3 = 2.0222662487959506e-21
const COS = [2, 24, 720, 40320, 3628800, 479001600, 87178291200, 20922789888000, 6402373705728000]
const SIN = [6, 120, 5040, 362880, 39916800, 6227020800, 1307674368000, 355687428096000]
const alternating = (factorials: readonly number[]): number[] =>
  factorials.map((factorial, i) => (i % 2 === 0 ? -1 : 1) / factorial)
/** The bytes of words 0, 0, 1, 1. */
const TWICE = [0, 1, 2, 3, 0, 1, 2, 3, 4, 5, 6, 7, 4, 5, 6, 7]

/** sin x, or cos x where the shift is 1, by the float64 sequence of `@thinned/math`. Outside of its range it sets REFUSED. */
export function sinOfQuadrant(shift: 0 | 1): Sequence {
  return ({ hold, add: write }, [vectors]) =>
    vectors!.map((x) => {
      const isBeyond = v128.anyTrue(f64x2.gt(f64x2.abs(x), all(LIMIT)))
      write(when(isBeyond, [stores.i32(i32.const(0), i32.const(1), REFUSED)]))
      const k = hold(f64x2.floor(add(mul(x, all(2 / Math.PI)), all(0.5))))
      const r = hold(sub(sub(sub(x, mul(k, all(PART_1))), mul(k, all(PART_2))), mul(k, all(PART_3))))
      const z = hold(mul(r, r))
      const cos: V128 = add(all(1), mul(z, horner(z, alternating(COS))))
      const sin: V128 = add(r, mul(mul(r, z), horner(z, alternating(SIN))))
      const quadrant = hold(i32x4.add(i32x4.truncSatF64ZeroS(k), i32x4.const(shift)))
      const odd = v128.and(v128.shuffle(quadrant, quadrant, TWICE), i32x4.const(1))
      const value = v128.select(cos, sin, i32x4.eq(odd, i32x4.const(1)))
      const sign = v128.and(i64x2.shl(i64x2.extendLowI32S(quadrant), 62), all(-0))
      return hold(v128.xor(value, sign))
    })
}
