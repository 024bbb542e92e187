import { exp } from './exp.ts'

const TWO_OVER_SQRT_PI = 1.1283791670955126
const ONE_OVER_SQRT_PI = 0.5641895835477563

/**
 * The error function in float64, within 8 ulp. |x| < 2: 2/√π · e^−x² · Σ 2^n x^(2n+1) / (2n+1)!!, whose terms are all positive, up to
 * n = 50. Else 1 − e^−x² / (√π · (x + (1/2)/(x + 1/(x + (3/2)/(x + …))))), the continued fraction from its 60th level;
 * ±1 from |x| = 6. Source: Abramowitz and Stegun, 7.1.6 and 7.1.14.
 *
 * @example
 * ```ts
 * import { erf } from '@thinned/math/float64'
 *
 * console.log(erf(0.5)) // 0.5204998778130465
 * ```
 */
export function erf(x: number): number {
  if (Number.isNaN(x) || x === 0) return x
  const magnitude = erfOfPositive(Math.abs(x))
  return x < 0 ? -magnitude : magnitude
}

function erfOfPositive(x: number): number {
  if (x >= 6) return 1
  const decay = exp(-x * x)
  if (x < 2) {
    let sum = 1
    for (let n = 50; n > 0; n--) sum = 1 + (sum * 2 * x * x) / (2 * n + 1)
    return TWO_OVER_SQRT_PI * decay * x * sum
  }
  let fraction = x
  for (let level = 60; level > 0; level--) fraction = x + level / 2 / fraction
  return 1 - (decay * ONE_OVER_SQRT_PI) / fraction
}
