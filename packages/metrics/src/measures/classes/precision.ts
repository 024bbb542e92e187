import {
  type ClassCounts,
  type ClassScore,
  type ClassScoreOptions,
  classScoreMetric,
} from '../../averages/class-score.ts'
import type { LabelBatch } from '../../batches/batch.ts'
import type { Metric } from '../../metric.ts'

/**
 * Precision: of the predictions of a class, the share that is right, true positives / predicted, in [0, 1]. The options say how to average
 * over classes. The state is three counts per class.
 *
 * @throws {MetricsError} on options, labels or predictions that cannot be.
 *
 * @example
 * ```ts
 * import { measure, precision } from '@thinned/metrics'
 *
 * const batch = { predicted: [1, 1, 0, 1], labels: [1, 0, 0, 1] }
 * console.log(measure(precision({ classes: 2, positive: 1 }), batch).toFixed(4)) // 0.6667
 * ```
 */
export function precision<const Options extends ClassScoreOptions>(
  options: Options,
): Metric<ClassCounts, LabelBatch, ClassScore<Options>> {
  return classScoreMetric({ caller: 'precision' }, (truePositives, predicted) => [truePositives, predicted], options)
}
