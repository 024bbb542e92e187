import type { Key } from '@thinned/rng'
import type { Metric } from '../src/metric.ts'

/** What the laws must know of a metric. */
export interface MetricCase<State, Batch, Result> {
  readonly metric: Metric<State, Batch, Result>
  /** n examples at random, ties and rare classes among them. */
  readonly batch: (key: Key, n: number) => Batch
  /** Batches that are refused when they are given, with a part of the sentence. */
  readonly refused: readonly (readonly [batch: Batch, sentence: string])[]
}

// biome-ignore lint/suspicious/noExplicitAny: a table of metrics of different states, each of which sees its own
type AnyCase = MetricCase<any, any, any>

/** What `<name>.cases.ts` exports as `cases`: by title, where scikit-learn.json has values for `<name>, <title>`. */
export type MetricCases = Readonly<Record<string, AnyCase>>

/** Checks that the parts of a case belong together. */
export const metricCase = <State, Batch, Result>(one: MetricCase<State, Batch, Result>): AnyCase => one
