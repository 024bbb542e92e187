import type { LabelBatch } from '../batch.ts'
import { type ClassCounts, type ClassScore, type ClassScoreOptions, classScoreMetric } from '../class-score.ts'
import { measure } from '../measure.ts'
import type { Metric } from '../metric.ts'

/**
 * F1, gathered: the harmonic mean of precision and recall of a class, 2 · hits / (predicted + true), in [0, 1]. Averaged over classes as the
 * options say; the state is three counts per class.
 *
 * @throws {MetricsError} on options, labels or predictions that cannot be.
 *
 * @example
 * ```ts
 * import { f1Metric, measure } from '@thinned/metrics'
 *
 * const metric = f1Metric({ classes: 3, average: 'none' })
 * console.log(measure(metric, { predicted: [0, 0, 0, 1], labels: [0, 1, 1, 1] })) // [ 0.5, 0.5, 0 ]
 * ```
 */
export function f1Metric<const Options extends ClassScoreOptions>(
  options: Options,
): Metric<ClassCounts, LabelBatch, ClassScore<Options>> {
  return classScoreMetric('F1', (hits, predicted, actual) => [2 * hits, predicted + actual], options)
}

/**
 * F1 of predictions [n] against labels [n], 2 · hits / (predicted + true) of a class, in [0, 1]; by default the mean over classes.
 *
 * @throws {MetricsError} on options, labels or predictions that cannot be.
 *
 * @example
 * ```ts
 * import { f1 } from '@thinned/metrics'
 *
 * console.log(f1([1, 1, 0, 1], [1, 0, 0, 1], { classes: 2, positive: 1 })) // 0.8
 * ```
 */
export function f1<const Options extends ClassScoreOptions>(
  predicted: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: Options,
): ClassScore<Options> {
  return measure(f1Metric(options), { predicted, labels })
}
