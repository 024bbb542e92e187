import { examplesIn, takeExamples } from '../batches/take-examples.ts'
import { type BootstrapOptions, bootstrap, type Interval } from '../bootstrap/bootstrap.ts'
import { checkMetric } from '../check-arguments.ts'
import type { Metric } from '../metric.ts'
import { MetricsError } from '../metrics-error.ts'

export interface PairedInterval extends Interval {
  /**
   * Two-sided: 2 (1 + k) / (1 + resamples), at most 1, where k counts the differences on the rarer side of 0, 0 included. From
   * 2 / (1 + resamples).
   */
  readonly pValue: number
}

interface Both<T> {
  readonly first: T
  readonly second: T
}

/**
 * The difference in a metric of one number between two models on the same examples, first − second, with an interval. Each resample draws
 * the same examples for both models, so that examples hard for both cancel. The options are those of `bootstrapInterval`.
 *
 * @param metric - measures each resample.
 * @param first - all examples with the predictions of one model.
 * @param second - the same examples in the same order with those of the other.
 * @throws {MetricsError} where labels or targets are not the same, on options that cannot be, on what the metric refuses, and where it is
 * not defined for most resamples.
 *
 * @example
 * ```ts
 * import { accuracy, pairedBootstrap } from '@thinned/metrics'
 * import { key } from '@thinned/rng'
 *
 * const labels = Array.from({ length: 100 }, (_, i) => i % 2)
 * const rightUpTo = (n: number) => ({ predicted: labels.map((label, i) => (i < n ? label : 1 - label)), labels })
 * const { value, low, high } = pairedBootstrap(accuracy(), rightUpTo(90), rightUpTo(80), { key: key(7) })
 * console.log(value.toFixed(2), low.toFixed(2), high.toFixed(2)) // 0.10 0.05 0.16
 * ```
 */
export function pairedBootstrap<State, Batch extends object>(
  metric: Metric<State, Batch, number>,
  first: Batch,
  second: Batch,
  options: BootstrapOptions,
): PairedInterval {
  checkMetric('pairedBootstrap', metric)
  checkSameExamples(first, second)
  const { interval, resampled } = bootstrap(
    'pairedBootstrap',
    {
      metric: difference(metric),
      count: examplesIn(first),
      take: (examples) => ({ first: takeExamples(first, examples), second: takeExamples(second, examples) }),
    },
    options,
  )
  const upTo = resampled.filter((value) => value <= 0).length
  const from = resampled.filter((value) => value >= 0).length
  return { ...interval, pValue: Math.min((2 * (1 + Math.min(upTo, from))) / (1 + resampled.length), 1) }
}

/** The metric of the first batch minus that of the second. */
function difference<State, Batch>(metric: Metric<State, Batch, number>): Metric<Both<State>, Both<Batch>, number> {
  return {
    name: `the difference in ${metric.name}`,
    empty: () => ({ first: metric.empty(), second: metric.empty() }),
    update: (state, batch) => ({
      first: metric.update(state.first, batch.first),
      second: metric.update(state.second, batch.second),
    }),
    merge: (a, b) => ({ first: metric.merge(a.first, b.first), second: metric.merge(a.second, b.second) }),
    compute: ({ first, second }) => metric.compute(first) - metric.compute(second),
  }
}

function checkSameExamples(first: object, second: object): void {
  const count = examplesIn(first, 'pairedBootstrap', 'first batch')
  const secondCount = examplesIn(second, 'pairedBootstrap', 'second batch')
  if (count !== secondCount)
    throw new MetricsError(
      `pairedBootstrap was given ${count} and ${secondCount} examples; both models are measured on the same ones.`,
    )
  for (const name of ['labels', 'targets']) {
    const [a, b] = [first, second].map((batch) => (batch as Record<string, ArrayLike<number> | undefined>)[name])
    for (let i = 0; i < count; i++) {
      if (a?.[i] !== b?.[i])
        throw new MetricsError(
          `pairedBootstrap was given ${name} that differ at ${i}: ${a?.[i]} and ${b?.[i]}; both models are measured on the same examples in the same order.`,
        )
    }
  }
}
