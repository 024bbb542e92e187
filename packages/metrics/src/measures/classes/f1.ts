import {
  type ClassCounts,
  type ClassScore,
  type ClassScoreOptions,
  classScoreMetric,
} from '../../averages/class-score.ts'
import type { LabelBatch } from '../../batches/batch.ts'
import type { Metric } from '../../metric.ts'

/**
 * F1: the harmonic mean of precision and recall of a class, 2 · true positives / (predicted + labeled), in [0, 1]. The options say how to
 * average over classes. The state is three counts per class.
 *
 * @throws {MetricsError} on options, labels or predictions that cannot be.
 *
 * @example
 * ```ts
 * import { f1, measure } from '@thinned/metrics'
 *
 * const batch = { predicted: [0, 0, 0, 1], labels: [0, 1, 1, 1] }
 * console.log(measure(f1({ classes: 3, average: 'none' }), batch)) // [ 0.5, 0.5, 0 ]
 * ```
 */
export function f1<const Options extends ClassScoreOptions>(
  options: Options,
): Metric<ClassCounts, LabelBatch, ClassScore<Options>> {
  return classScoreMetric(
    { caller: 'f1', name: 'F1' },
    (truePositives, predicted, actual) => [2 * truePositives, predicted + actual],
    options,
  )
}
