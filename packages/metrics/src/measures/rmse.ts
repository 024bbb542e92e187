import type { TargetBatch } from '../batch.ts'
import { meanOfMisses } from '../mean-of-misses.ts'
import type { MeanState } from '../mean-state.ts'
import type { Metric } from '../metric.ts'

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
export function rmse(): Metric<MeanState, TargetBatch, number> {
  return meanOfMisses('RMSE', (miss) => miss * miss, Math.sqrt)
}
