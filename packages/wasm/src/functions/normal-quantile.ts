import type { V128 } from '../emit/code.ts'
import { holding, set, when } from '../emit/control.ts'
import { call, type Module } from '../emit/module.ts'
import { f32x4, f64x2, i32x4, i64x2, v128 } from '../emit/vector.ts'
import { horner, log } from './float64.ts'
import { HIGH, JOIN } from './round-once.ts'

const { add, sub, mul, div, const: all } = f64x2

const SIGN = -0x8000000000000000n

/** The middle of a word's range, and the difference between a word and its reading as a signed integer. */
const MIDDLE = 2147483647.5
const TWO_31 = 2147483648
const STEP: number = 1 / 0x100000000
const CENTER = 0.425
const CENTER_SQUARED = 0.180625
const TAIL_SHIFT = 1.6

const CENTER_ABOVE = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
]
const CENTER_BELOW = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
]
const TAIL_ABOVE = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
]
const TAIL_BELOW = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
]

/** Emits the standard normal quantile of four words: the float64 sequence of `@thinned/rng` (Wichura 1988), rounded once. */
export function emitNormalQuantile(module: Module): (words: V128) => V128 {
  const func = module.func(
    'normalQuantile',
    { words: 'v128' },
    ({ words }, local) => {
      const [body, hold, append] = holding(local)
      const signed = hold(v128.xor(words, i32x4.const(0x80000000)))
      const quantile = (two: V128): V128 => {
        const q = hold(mul(sub(add(f64x2.convertLowI32S(two), all(TWO_31)), all(MIDDLE)), all(STEP)))
        const distance = hold(f64x2.abs(q))
        const r = hold(sub(all(CENTER_SQUARED), mul(q, q)))
        const z = hold(mul(q, div(horner(r, CENTER_ABOVE), horner(r, CENTER_BELOW))))
        const isTail = hold(f64x2.gt(distance, all(CENTER)))
        const [steps, keep] = holding(local)
        const t = keep(sub(f64x2.sqrt(f64x2.neg(log(keep, sub(all(0.5), distance)))), all(TAIL_SHIFT)))
        const far = div(horner(t, TAIL_ABOVE), horner(t, TAIL_BELOW))
        const signedFar = v128.or(far, v128.and(q, i64x2.const(SIGN)))
        append(when(v128.anyTrue(isTail), [steps, set(z, v128.select(signedFar, z, isTail))]))
        return f32x4.demoteF64Zero(z)
      }
      const low = hold(quantile(signed))
      const high = hold(quantile(hold(v128.shuffle(signed, signed, HIGH))))
      return { body: [body], result: v128.shuffle(low, high, JOIN) }
    },
    'v128',
  )
  return (words) => call(func, { words })
}
