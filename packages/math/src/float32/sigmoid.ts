import { exp } from './exp.ts'

const fround = Math.fround

/**
 * 1 / (1 + e^−x) in float32 for every x, within 1.9 ulp, in [0, 1]. Each operation is one of float32, none fused:
 *
 * 1. z = exp(−|x|), with the float32 exp of this package; s = 1 + z.
 * 2. x ≥ 0: 1 / s.
 * 3. Else: d = z / s; z − z · d for x < −0.5 (which is z / s without the rounding of s), else d.
 *
 * ½ at ±0, 1 at Infinity, 0 at −Infinity; NaN gives NaN. Below −87.33 the result is subnormal, and 0 below −103.972.
 *
 * @example
 * ```ts
 * import { sigmoid } from '@thinned/math'
 *
 * console.log(sigmoid(0), sigmoid(2)) // 0.5 0.8807970285415649
 * ```
 */
export function sigmoid(x: number): number {
  const argument = fround(x)
  const z = exp(-Math.abs(argument))
  const s = fround(1 + z)
  if (argument >= 0) return fround(1 / s)
  const d = fround(z / s)
  return argument < -0.5 ? fround(z - fround(z * d)) : d
}
