import type { LabelBatch } from '../batch.ts'
import { type ClassCounts, type ClassScore, type ClassScoreOptions, classScoreMetric } from '../class-score.ts'
import { measure } from '../measure.ts'
import type { Metric } from '../metric.ts'

/**
 * Precision, gathered: of the predictions of a class the share that is right, hits / predicted, in [0, 1]. Averaged over classes as the
 * options say; the state is three counts per class.
 *
 * @throws {MetricsError} on options, labels or predictions that cannot be.
 *
 * @example
 * ```ts
 * import { measure, precisionMetric } from '@thinned/metrics'
 *
 * const metric = precisionMetric({ classes: 3, average: 'none' })
 * console.log(measure(metric, { predicted: [0, 0, 1, 1], labels: [0, 2, 1, 1] })) // [ 0.5, 1, 0 ]
 * ```
 */
export function precisionMetric<const Options extends ClassScoreOptions>(
  options: Options,
): Metric<ClassCounts, LabelBatch, ClassScore<Options>> {
  return classScoreMetric('precision', (hits, predicted) => [hits, predicted], options)
}

/**
 * Precision of predictions [n] against labels [n], hits / predicted of a class, in [0, 1]; by default the mean over classes.
 *
 * @throws {MetricsError} on options, labels or predictions that cannot be.
 *
 * @example
 * ```ts
 * import { precision } from '@thinned/metrics'
 *
 * console.log(precision([1, 1, 0, 1], [1, 0, 0, 1], { classes: 2, positive: 1 }).toFixed(4)) // 0.6667
 * ```
 */
export function precision<const Options extends ClassScoreOptions>(
  predicted: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: Options,
): ClassScore<Options> {
  return measure(precisionMetric(options), { predicted, labels })
}
