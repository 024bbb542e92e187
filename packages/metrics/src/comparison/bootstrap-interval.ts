import { examplesIn, takeExamples } from '../batches/take-examples.ts'
import { type BootstrapOptions, bootstrap, type Interval } from '../bootstrap/bootstrap.ts'
import { checkMetric } from '../check-arguments.ts'
import type { Metric } from '../metric.ts'

/**
 * An interval for a metric of one number: how far it varies with other examples like these. Each resample draws n of the n examples with
 * replacement, and the metric measures it (Efron 1979; BCa: Efron 1987). The examples must be independent, and some dozens at least. The
 * interval does not cover the variation between training runs.
 *
 * @param metric - measures each resample.
 * @param batch - all examples, as `update` takes them.
 * @throws {MetricsError} on options that cannot be, on what the metric refuses, and where it is not defined for most resamples.
 *
 * @example
 * ```ts
 * import { accuracy, bootstrapInterval } from '@thinned/metrics'
 * import { key } from '@thinned/rng'
 *
 * const labels = Array.from({ length: 100 }, (_, i) => i % 2)
 * const predicted = labels.map((label, i) => (i < 80 ? label : 1 - label))
 * console.log(bootstrapInterval(accuracy(), { predicted, labels }, { key: key(7) })) // { value: 0.8, low: 0.72, high: 0.87, redrawn: 0 }
 * ```
 */
export function bootstrapInterval<State, Batch extends object>(
  metric: Metric<State, Batch, number>,
  batch: Batch,
  options: BootstrapOptions,
): Interval {
  checkMetric('bootstrapInterval', metric)
  const take = (examples: ArrayLike<number>): Batch => takeExamples(batch, examples)
  return bootstrap('bootstrapInterval', { metric, count: examplesIn(batch, 'bootstrapInterval'), take }, options)
    .interval
}
