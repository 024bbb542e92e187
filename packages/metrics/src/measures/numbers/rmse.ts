import type { TargetBatch } from '../../batches/batch.ts'
import { checkNone } from '../../check-arguments.ts'
import type { Metric } from '../../metric.ts'
import { type MeanState, meanErrorMetric } from '../../states/mean.ts'

/**
 * The root mean squared error: √(mean of (prediction − target)²), from 0, in the unit of the targets. A sum in float64.
 *
 * @throws {MetricsError} on predictions or targets that are no numbers from −1e150 to 1e150, or not one for each.
 *
 * @example
 * ```ts
 * import { measure, rmse } from '@thinned/metrics'
 *
 * console.log(measure(rmse(), { predicted: [1, 2], targets: [3, 1] }).toFixed(4)) // 1.5811
 * ```
 */
export function rmse(...none: []): Metric<MeanState, TargetBatch, number> {
  checkNone('rmse', none)
  return meanErrorMetric('RMSE', (error) => error * error, Math.sqrt)
}
