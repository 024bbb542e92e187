import { checkBatch, checkMetric } from './check-arguments.ts'

/**
 * A measure that gathers batch by batch. The state is plain JSON data and never changes in place: store it, send it to a worker, merge it.
 * `merge(a, b)` measures the examples of both. How the examples are divided into batches does not matter. `compute` of an empty state is
 * an error.
 */
export interface Metric<State, Batch, Result> {
  /** What it measures, in words. */
  readonly name: string
  empty(): State
  update(state: State, batch: Batch): State
  merge(a: State, b: State): State
  compute(state: State): Result
}

/**
 * A metric of one batch: `compute(update(empty(), batch))`.
 *
 * @throws {MetricsError} on what is no metric, such as one that was not called, on a batch that the metric refuses, and on an empty one.
 * @example
 * ```ts
 * import { accuracy, measure } from '@thinned/metrics'
 *
 * console.log(measure(accuracy(), { predicted: [0, 1, 1, 2], labels: [0, 1, 2, 2] })) // 0.75
 * ```
 */
export function measure<State, Batch, Result>(metric: Metric<State, Batch, Result>, batch: Batch): Result {
  checkMetric('measure', metric)
  checkBatch('measure', batch)
  return metric.compute(metric.update(metric.empty(), batch))
}
