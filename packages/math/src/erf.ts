import { erf as inFloat64 } from './float64/erf.ts'

/**
 * The error function in float32, within 1 ulp: the float64 sequence on fround(x), rounded once.
 *
 * @example
 * ```ts
 * import { erf } from '@thinned/math'
 *
 * console.log(erf(0.5)) // 0.5204998850822449
 * ```
 */
export function erf(x: number): number {
  return Math.fround(inFloat64(Math.fround(x)))
}
