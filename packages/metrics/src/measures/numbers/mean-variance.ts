import { checkFinite, checkHolds, checkSeen } from '../../batches/batch.ts'
import { checkNone } from '../../check-arguments.ts'
import type { Metric } from '../../metric.ts'
import { type Moments, mergeMoments, NO_MOMENTS, withValues } from '../../states/moments.ts'

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
 * Mean, variance (over count − 1) and standard deviation of values [n], in one pass: value by value after Welford 1962, merged after Chan,
 * Golub and LeVeque 1983, so that values far from 0 lose no digits.
 *
 * @throws {MetricsError} on values that are no numbers from −1e150 to 1e150, and without any.
 *
 * @example
 * ```ts
 * import { meanVariance, measure } from '@thinned/metrics'
 *
 * const { mean, variance } = measure(meanVariance(), { values: [1e9 + 1, 1e9 + 2, 1e9 + 3] })
 * console.log(mean, variance) // 1000000002 1
 * ```
 */
export function meanVariance(...none: []): Metric<Moments, ValueBatch, MeanVariance> {
  checkNone('meanVariance', none)
  return {
    name: 'mean and variance',
    empty: () => NO_MOMENTS,
    update: (state, batch) => {
      checkHolds(batch, 'values')
      const { values } = batch
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
}
