import { checkFinite, checkSeen } from '../batch.ts'
import { measure } from '../measure.ts'
import type { Metric } from '../metric.ts'
import { type Moments, mergeMoments, NO_MOMENTS, withValues } from '../moments.ts'

/** Numbers [n]. */
export interface ValueBatch {
  readonly values: ArrayLike<number>
}

export interface MeanVariance {
  readonly count: number
  readonly mean: number
  /** The squared distances to the mean, summed and divided by count − 1; NaN of a single value. */
  readonly variance: number
  /** The square root of the variance. */
  readonly standardDeviation: number
}

/**
 * Mean and variance in one pass, gathered: value by value as Welford 1962, merged as Chan, Golub and LeVeque 1983, so that
 * values far from 0 lose no digits.
 *
 * @throws {MetricsError} on values that are no numbers from −1e150 to 1e150.
 *
 * @example
 * ```ts
 * import { meanVarianceMetric } from '@thinned/metrics'
 *
 * const { empty, update, merge, compute } = meanVarianceMetric
 * const [a, b] = [update(empty(), { values: [1, 2] }), update(empty(), { values: [3, 4] })]
 * console.log(compute(merge(a, b)).mean) // 2.5
 * ```
 */
export const meanVarianceMetric: Metric<Moments, ValueBatch, MeanVariance> = {
  name: 'mean and variance',
  empty: () => NO_MOMENTS,
  update: (state, { values }) => {
    checkFinite('Value', values)
    return withValues(state, values)
  },
  merge: mergeMoments,
  compute: ({ count, mean, squares }) => {
    checkSeen('mean and variance', count)
    const variance = count === 1 ? Number.NaN : squares / (count - 1)
    return { count, mean, variance, standardDeviation: Math.sqrt(variance) }
  },
}

/**
 * Mean, variance (over count − 1) and standard deviation of values [n], in one pass.
 *
 * @throws {MetricsError} on values that are no numbers from −1e150 to 1e150, and without any.
 *
 * @example
 * ```ts
 * import { meanVariance } from '@thinned/metrics'
 *
 * const { mean, variance } = meanVariance([1e9 + 1, 1e9 + 2, 1e9 + 3])
 * console.log(mean, variance) // 1000000002 1
 * ```
 */
export function meanVariance(values: ArrayLike<number>): MeanVariance {
  return measure(meanVarianceMetric, { values })
}
