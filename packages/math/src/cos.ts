import { cos as inFloat64 } from './float64/sin-cos.ts'

/**
 * cos x for |x| ≤ 8192 in float32, within 1 ulp: the float64 sequence on fround(x), rounded once.
 *
 * @example
 * ```ts
 * import { cos } from '@thinned/math'
 *
 * console.log(cos(1)) // 0.5403022766113281
 * ```
 */
export function cos(x: number): number {
  return Math.fround(inFloat64(Math.fround(x)))
}
