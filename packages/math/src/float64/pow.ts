import { MathError } from '../math-error.ts'
import { exp } from './exp.ts'
import { log } from './log.ts'

/**
 * x^y in float64 for x ≥ 0 as exp(y · log x): relative error at most (2 + |y · ln x|) · 4e-16. x^0 is 1; 0^y is 0 for y > 0 and
 * Infinity below.
 *
 * @throws {MathError} for a negative base; NaN gives NaN.
 *
 * @example
 * ```ts
 * import { pow } from '@thinned/math/float64'
 *
 * console.log(pow(2, 0.5)) // 1.414213562373095
 * ```
 */
export function pow(x: number, y: number): number {
  if (x < 0) throw new MathError(`pow was given the base ${x}; bases are from 0.`)
  if (y === 0 || x === 1) return 1
  return exp(y * log(x))
}
