import type { TargetBatch } from '../batch.ts'
import { meanOfMisses } from '../mean-of-misses.ts'
import type { MeanState } from '../mean-state.ts'
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
export const rmseMetric: Metric<MeanState, TargetBatch, number> = /* @__PURE__ */ meanOfMisses(
  'RMSE',
  (miss) => miss * miss,
  Math.sqrt,
)

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
