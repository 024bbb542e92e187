import { checkSeen, checkTargets, type TargetBatch } from '../batch.ts'
import { type MeanState, mergeMeans } from '../mean-state.ts'
import { measure } from '../measure.ts'
import type { Metric } from '../metric.ts'

/**
 * The mean absolute error, gathered: mean of |prediction − target|, from 0, in the unit of the targets. A sum in float64.
 *
 * @throws {MetricsError} on predictions or targets that are no numbers from −1e150 to 1e150, or not one for each.
 *
 * @example
 * ```ts
 * import { measure, maeMetric } from '@thinned/metrics'
 *
 * console.log(measure(maeMetric, { predicted: [1, 2], targets: [3, 1] })) // 1.5
 * ```
 */
export const maeMetric: Metric<MeanState, TargetBatch, number> = {
  name: 'MAE',
  empty: () => ({ sum: 0, count: 0 }),
  update: (state, batch) => {
    checkTargets(batch)
    let sum = state.sum
    for (let i = 0; i < batch.targets.length; i++) {
      const miss = batch.predicted[i]! - batch.targets[i]!
      sum += Math.abs(miss)
    }
    return { sum, count: state.count + batch.targets.length }
  },
  merge: mergeMeans,
  compute: ({ sum, count }) => {
    checkSeen('MAE', count)
    return sum / count
  },
}

/**
 * The mean absolute error of predictions [n] against targets [n]: mean of |prediction − target|, from 0, in the unit of the targets.
 *
 * @throws {MetricsError} on predictions or targets that are no numbers from −1e150 to 1e150, or not one for each.
 *
 * @example
 * ```ts
 * import { mae } from '@thinned/metrics'
 *
 * console.log(mae([1, 2, 3], [1, 2, 6])) // 1
 * ```
 */
export function mae(predicted: ArrayLike<number>, targets: ArrayLike<number>): number {
  return measure(maeMetric, { predicted, targets })
}
