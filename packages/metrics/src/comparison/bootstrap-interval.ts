import { type BootstrapOptions, bootstrap, type Interval } from '../bootstrap.ts'
import type { Metric } from '../metric.ts'
import { examplesIn, takeExamples } from '../take-examples.ts'

/**
 * An interval for a metric of one number: how far it would vary with other examples like these. All n examples are drawn n times with
 * replacement, and measured, again and again (Efron 1979; BCa: Efron 1987). The examples must be independent of each other, and
 * some dozens at least; the interval knows nothing of another training run.
 *
 * @param metric - measures each resample by its own `update` and `compute`.
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
  const take = (examples: ArrayLike<number>): Batch => takeExamples(batch, examples)
  return bootstrap('bootstrapInterval', { metric, count: examplesIn(batch), take }, options).interval
}
