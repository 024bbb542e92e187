import type { TargetBatch } from '../batch.ts'
import { meanOfMisses } from '../mean-of-misses.ts'
import type { MeanState } from '../mean-state.ts'
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
export const maeMetric: Metric<MeanState, TargetBatch, number> = /* @__PURE__ */ meanOfMisses('MAE', Math.abs)

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
