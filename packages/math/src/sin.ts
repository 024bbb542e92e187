import { sin as inFloat64 } from './float64/sin-cos.ts'

/**
 * sin x for |x| ≤ 8192 in float32, within 1 ulp: the float64 sequence on fround(x), rounded once.
 *
 * @example
 * ```ts
 * import { sin } from '@thinned/math'
 *
 * console.log(sin(1)) // 0.8414709568023682
 * ```
 */
export function sin(x: number): number {
  return Math.fround(inFloat64(Math.fround(x)))
}
