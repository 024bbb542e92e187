import { bitsOf, ofBits } from '../bits/float32.ts'
import { exp } from './exp.ts'

const fround = Math.fround

const JOINT = 0.550000011920929 // 0.55, as float32: just above artanh ½
const C3 = -0.3333294689655304
const C5 = 0.1332072913646698
const C7 = -0.05267200991511345
const C9 = 0.01643787883222103

/**
 * tanh x in float32 for every x, within 1.5 ulp. Each operation is one of float32, none fused; `fround` is left out where
 * the result is exact. a = |x|:
 *
 * 1. a < JOINT: z = a · a, P = ((C9 · z + C7) · z + C5) · z + C3, y = a + a · (z · P).
 * 2. Else: y = 1 − 2 / (exp(a + a) + 1), with the float32 exp of this package. It is 1 from a = 9.011.
 * 3. tanh x is y with the sign bit of x.
 *
 * C3 … C9 are a minimax fit (Remez exchange, in order from C3, each rounded to float32 before the next is fitted) of
 * (tanh a − a) / a³ on a ≤ 0.55 by the relative error of tanh a, which is 0.62 · 2^−24.
 * Odd, bit for bit: tanh ±0 = ±0. NaN gives NaN.
 *
 * @example
 * ```ts
 * import { tanh } from '@thinned/math'
 *
 * console.log(tanh(0.5), tanh(100)) // 0.46211713552474976 1
 * ```
 */
export function tanh(x: number): number {
  const argument = fround(x)
  const a = Math.abs(argument)
  const y = a < JOINT ? nearZero(a) : fround(1 - fround(2 / fround(exp(a + a) + 1)))
  return ofBits(bitsOf(y) | (bitsOf(argument) & 0x80000000))
}

function nearZero(a: number): number {
  const z = fround(a * a)
  const high = fround(fround(fround(C9 * z) + C7) * z)
  const P = fround(fround(fround(high + C5) * z) + C3)
  return fround(a + fround(a * fround(z * P)))
}
