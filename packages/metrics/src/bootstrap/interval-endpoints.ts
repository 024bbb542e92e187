import { quantileOf } from '../distributions/quantile.ts'
import { MetricsError } from '../metrics-error.ts'
import { normalProbability, normalQuantile } from './normal-distribution.ts'

/** The values that an interval follows from. */
export interface Bootstrapped {
  /** Of all examples. */
  readonly value: number
  /** Of every resample, rising. */
  readonly resampled: Float64Array
  /** The values without each single example. Only BCa computes them. */
  readonly leftOut: () => Float64Array
}

/** The ends of an interval at a level, in (0, 1), from the quantiles of the resampled values. */
export const INTERVAL_METHODS: Record<
  'percentile' | 'bca',
  (bootstrapped: Bootstrapped, level: number) => [low: number, high: number]
> = {
  percentile: ({ resampled }, level) => quantiles(resampled, [(1 - level) / 2, (1 + level) / 2]),
  bca: (bootstrapped, level) => quantiles(bootstrapped.resampled, correctedShares(bootstrapped, level)),
}

const quantiles = (sorted: Float64Array, [low, high]: [number, number]): [number, number] => [
  quantileOf(sorted, low),
  quantileOf(sorted, high),
]

/** The shares Φ(z₀ + (z₀ + z) / (1 − a(z₀ + z))) that BCa looks up: Efron and Tibshirani 1993, section 14.3. */
function correctedShares({ value, resampled, leftOut }: Bootstrapped, level: number): [number, number] {
  const bias = shareBelow(resampled, value)
  if (bias === 0 || bias === 1)
    throw new MetricsError(
      `All resampled values lie on one side of the measured ${value}, which BCa cannot correct; use { method: 'percentile' }.`,
    )
  const z0 = normalQuantile(bias)
  const acceleration = accelerationOf(leftOut())
  const corrected = (share: number): number => {
    const z = z0 + normalQuantile(share)
    const stretch = 1 - acceleration * z
    if (stretch <= 0)
      throw new MetricsError(
        `BCa cannot correct for the acceleration ${acceleration} at the level ${level}; use { method: 'percentile' } or a lower level.`,
      )
    return normalProbability(z0 + z / stretch)
  }
  return [corrected((1 - level) / 2), corrected((1 + level) / 2)]
}

/** Equal ones count half. */
function shareBelow(values: Float64Array, value: number): number {
  let below = 0
  for (const one of values) below += one < value ? 1 : one === value ? 0.5 : 0
  return below / values.length
}

/** Σ d³ / (6 (Σ d²)^1.5) of the distances d below the mean of the values; 0 where all are equal. */
function accelerationOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  let [squares, cubes] = [0, 0]
  for (const value of values) {
    const distance = mean - value
    squares += distance * distance
    cubes += distance * distance * distance
  }
  return squares === 0 ? 0 : cubes / (6 * squares * Math.sqrt(squares))
}
