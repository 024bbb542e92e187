import { expm1 as inFloat64 } from './float64/expm1.ts'

/**
 * e^x − 1 in float32, within 1 ulp: the float64 sequence on fround(x), rounded once.
 *
 * @example
 * ```ts
 * import { expm1 } from '@thinned/math'
 *
 * console.log(expm1(1e-8)) // 9.99999993922529e-9
 * ```
 */
export function expm1(x: number): number {
  return Math.fround(inFloat64(Math.fround(x)))
}
