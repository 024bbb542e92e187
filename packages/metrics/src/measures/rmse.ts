import { checkSeen, checkTargets, type TargetBatch } from '../batch.ts'
import { type MeanState, mergeMeans } from '../mean-state.ts'
import { measure } from '../measure.ts'
import type { Metric } from '../metric.ts'

/**
 * The root mean squared error, gathered: √(mean of (prediction − target)²), from 0, in the unit of the targets. A sum in float64.
 *
 * @throws {MetricsError} on predictions or targets that are no numbers from −1e150 to 1e150, or not one for each.
 *
 * @example
 * ```ts
 * import { measure, rmseMetric } from '@thinned/metrics'
 *
 * console.log(measure(rmseMetric, { predicted: [1, 2], targets: [3, 1] }).toFixed(4)) // 1.5811
 * ```
 */
export const rmseMetric: Metric<MeanState, TargetBatch, number> = {
  name: 'RMSE',
  empty: () => ({ sum: 0, count: 0 }),
  update: (state, batch) => {
    checkTargets(batch)
    let sum = state.sum
    for (let i = 0; i < batch.targets.length; i++) {
      const miss = batch.predicted[i]! - batch.targets[i]!
      sum += miss * miss
    }
    return { sum, count: state.count + batch.targets.length }
  },
  merge: mergeMeans,
  compute: ({ sum, count }) => {
    checkSeen('RMSE', count)
    return Math.sqrt(sum / count)
  },
}

/**
 * The root mean squared error of predictions [n] against targets [n]: √(mean of (prediction − target)²), from 0, in the unit of the targets.
 *
 * @throws {MetricsError} on predictions or targets that are no numbers from −1e150 to 1e150, or not one for each.
 *
 * @example
 * ```ts
 * import { rmse } from '@thinned/metrics'
 *
 * console.log(rmse([1, 2, 3], [1, 2, 6]).toFixed(4)) // 1.7321
 * ```
 */
export function rmse(predicted: ArrayLike<number>, targets: ArrayLike<number>): number {
  return measure(rmseMetric, { predicted, targets })
}
