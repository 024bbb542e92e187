import { exp } from './exp.ts'

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
