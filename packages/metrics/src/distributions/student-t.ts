import { cos, sin } from '@thinned/math/float64'

/**
 * The t with P(−t ≤ T ≤ t) = level of Student's T with whole degrees of freedom from 1, for a level in (0, 1): t = √freedom · tan θ, with θ halved
 * between 0 and π/2 until no number lies between.
 */
export function studentQuantile(level: number, freedom: number): number {
  let [low, high] = [0, Math.PI / 2]
  for (let middle = high / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (probabilityWithin(middle, freedom) < level) low = middle
    else high = middle
  }
  return (Math.sqrt(freedom) * sin(high)) / cos(high)
}

/** P(|T| ≤ √freedom · tan θ), by its finite series in cos θ. Source: Abramowitz and Stegun, 26.7.3 and 26.7.4. */
function probabilityWithin(angle: number, freedom: number): number {
  const cosine = cos(angle)
  const odd = freedom % 2
  let term = odd === 1 ? cosine : 1
  let sum = 0
  for (let i = odd + 1; i < freedom && term > sum * Number.EPSILON; i += 2) {
    sum += term
    term *= (i / (i + 1)) * cosine * cosine
  }
  return odd === 1 ? (2 / Math.PI) * (angle + sin(angle) * sum) : sin(angle) * sum
}
