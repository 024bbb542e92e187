import { erf, exp } from '@thinned/math/float64'

const SQRT_2_OVER_PI = 0.7978845608028654

/** E|N(mean, deviation²)|: what the distance `mean` measures on average where it is measured with an error. */
export function meanDistance(mean: number, deviation: number): number {
  if (deviation === 0) return Math.abs(mean)
  const z = mean / deviation
  return deviation * SQRT_2_OVER_PI * exp((-z * z) / 2) + mean * erf(z * Math.SQRT1_2)
}
