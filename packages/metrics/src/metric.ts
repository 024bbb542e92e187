/**
 * A measure that is gathered batch by batch. The state is plain JSON data, never changed in place: it can be kept, sent to a worker
 * and merged. merge(a, b) measures what both have seen; batches of any size measure what one batch of all their examples does.
 * Nothing is measured on nothing: `compute` of an empty state is an error.
 */
export interface Metric<State, Batch, Result> {
  /** What it measures, in words. */
  readonly name: string
  empty(): State
  update(state: State, batch: Batch): State
  merge(a: State, b: State): State
  compute(state: State): Result
}
