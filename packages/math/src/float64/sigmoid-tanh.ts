import { exp, expm1 } from './exp.ts'

/**
 * 1 / (1 + e^−x) in float64, within 4 ulp: z = exp(−|x|), then 1 / (1 + z) for x ≥ 0 and z / (1 + z) below.
 *
 * @example
 * ```ts
 * import { sigmoid } from '@thinned/math/float64'
 *
 * console.log(sigmoid(0), sigmoid(2)) // 0.5 0.8807970779778823
 * ```
 */
export function sigmoid(x: number): number {
  const z = exp(-Math.abs(x))
  return x < 0 ? z / (1 + z) : 1 / (1 + z)
}

/**
 * tanh x in float64, within 4 ulp: t = expm1(2|x|), t / (t + 2) with the sign of x; ±1 from |x| = 22.
 *
 * @example
 * ```ts
 * import { tanh } from '@thinned/math/float64'
 *
 * console.log(tanh(0.5), tanh(100)) // 0.4621171572600098 1
 * ```
 */
export function tanh(x: number): number {
  if (Number.isNaN(x) || x === 0) return x
  const t = expm1(2 * Math.abs(x))
  const magnitude = Math.abs(x) >= 22 ? 1 : t / (t + 2)
  return x < 0 ? -magnitude : magnitude
}
