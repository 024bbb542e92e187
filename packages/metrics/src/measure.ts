import type { Metric } from './metric.ts'

/**
 * What a metric says of one batch: `compute(update(empty(), batch))`.
 *
 * @example
 * ```ts
 * import { accuracy, measure } from '@thinned/metrics'
 *
 * console.log(measure(accuracy(), { predicted: [0, 1, 1, 2], labels: [0, 1, 2, 2] })) // 0.75
 * ```
 */
export function measure<State, Batch, Result>(metric: Metric<State, Batch, Result>, batch: Batch): Result {
  return metric.compute(metric.update(metric.empty(), batch))
}
