import * as float64 from '../float64/index.ts'

const fround = Math.fround

// Functions outside the hot kernels: the float64 sequence of the argument as float32, rounded once.

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
  return fround(float64.expm1(fround(x)))
}

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
  return fround(float64.log1p(fround(x)))
}

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
  return fround(float64.erf(fround(x)))
}

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
  return fround(float64.sin(fround(x)))
}

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
  return fround(float64.cos(fround(x)))
}

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
  return fround(float64.pow(fround(x), fround(y)))
}
