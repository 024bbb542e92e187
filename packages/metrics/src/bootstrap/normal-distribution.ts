import { erf, exp, log } from '@thinned/math/float64'

const ONE_OVER_SQRT_PI = 0.5641895835477563
const ONE_OVER_SQRT_2PI = 0.3989422804014327

/** From here 1 − erf would lose digits. */
const TAIL = 2

/**
 * P(Z > z) of a standard normal Z: erfc(z/√2) / 2, to about 1e-13 of its size, also far out. Below z/√2 = 2 by erf; from there the continued
 * fraction e^−x² / (√π · (x + (1/2)/(x + 1/(x + (3/2)/(x + …))))), from its 60th level. Source: Abramowitz and Stegun, 7.1.14.
 */
export function normalUpperTail(z: number): number {
  const x = z * Math.SQRT1_2
  if (x < TAIL) return x < -TAIL ? 1 - normalUpperTail(-z) : (1 - erf(x)) / 2
  let fraction = x
  for (let level = 60; level > 0; level--) fraction = x + level / 2 / fraction
  return (exp(-x * x) * ONE_OVER_SQRT_PI) / (2 * fraction)
}

/** P(Z ≤ z) of a standard normal Z. */
export const normalProbability = (z: number): number => normalUpperTail(-z)

const NEWTON_STEPS = 4

/**
 * The z with P(Z ≤ z) = probability, from 0 to 1 exclusive, within 1e-12: Newton's method on the tail from a first guess within 0.003.
 * Source of the guess: Abramowitz and Stegun, 26.2.22.
 */
export function normalQuantile(probability: number): number {
  if (probability > 0.5) return -normalQuantile(1 - probability)
  const s = Math.sqrt(-2 * log(probability))
  let z = s - (2.30753 + 0.27061 * s) / (1 + s * (0.99229 + 0.04481 * s))
  for (let step = 0; step < NEWTON_STEPS; step++)
    z += (normalUpperTail(z) - probability) / (ONE_OVER_SQRT_2PI * exp((-z * z) / 2))
  return -z
}
