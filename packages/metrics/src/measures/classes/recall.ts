import {
  type ClassCounts,
  type ClassScore,
  type ClassScoreOptions,
  classScoreMetric,
} from '../../averages/class-score.ts'
import type { LabelBatch } from '../../batches/batch.ts'
import type { Metric } from '../../metric.ts'

/**
 * Recall: of the examples of a class, the share that the model finds, true positives / labeled, in [0, 1]. The options say how to average
 * over classes. The state is three counts per class.
 *
 * @throws {MetricsError} on options, labels or predictions that cannot be.
 *
 * @example
 * ```ts
 * import { measure, recall } from '@thinned/metrics'
 *
 * const batch = { predicted: [0, 0, 1, 1], labels: [0, 2, 1, 1] }
 * console.log(measure(recall({ classes: 3, average: 'none' }), batch)) // [ 1, 1, 0 ]
 * ```
 */
export function recall<const Options extends ClassScoreOptions>(
  options: Options,
): Metric<ClassCounts, LabelBatch, ClassScore<Options>> {
  return classScoreMetric({ caller: 'recall' }, (truePositives, _, actual) => [truePositives, actual], options)
}
