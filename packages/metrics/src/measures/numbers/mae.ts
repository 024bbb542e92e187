import type { TargetBatch } from '../../batches/batch.ts'
import { checkNone } from '../../check-arguments.ts'
import type { Metric } from '../../metric.ts'
import { type MeanState, meanErrorMetric } from '../../states/mean.ts'

/**
 * The mean absolute error: mean of |prediction − target|, from 0, in the unit of the targets. A sum in float64.
 *
 * @throws {MetricsError} on predictions or targets that are no numbers from −1e150 to 1e150, or not one for each.
 *
 * @example
 * ```ts
 * import { mae, measure } from '@thinned/metrics'
 *
 * console.log(measure(mae(), { predicted: [1, 2], targets: [3, 1] })) // 1.5
 * ```
 */
export function mae(...none: []): Metric<MeanState, TargetBatch, number> {
  checkNone('mae', none)
  return meanErrorMetric('MAE', Math.abs)
}
