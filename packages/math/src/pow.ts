import { pow as inFloat64 } from './float64/pow.ts'

/**
 * x^y in float32 for x ≥ 0, within 1 ulp: the float64 sequence on fround(x) and fround(y), rounded once.
 *
 * @example
 * ```ts
 * import { pow } from '@thinned/math'
 *
 * console.log(pow(2, 0.5)) // 1.4142135381698608
 * ```
 */
export function pow(x: number, y: number): number {
  return Math.fround(inFloat64(Math.fround(x), Math.fround(y)))
}
