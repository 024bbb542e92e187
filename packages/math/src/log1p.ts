import { log1p as inFloat64 } from './float64/log1p.ts'

/**
 * ln(1 + x) in float32, within 1 ulp: the float64 sequence on fround(x), rounded once.
 *
 * @example
 * ```ts
 * import { log1p } from '@thinned/math'
 *
 * console.log(log1p(1e-8)) // 9.99999993922529e-9
 * ```
 */
export function log1p(x: number): number {
  return Math.fround(inFloat64(Math.fround(x)))
}
