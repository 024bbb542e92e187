/**
 * A measure that is gathered batch by batch. The state is plain JSON data: it can be kept, sent to a worker and merged, and
 * merge(a, b) measures what both have seen. Nothing is measured on nothing: `compute` of an empty state is an error.
 */
export interface Metric<State, Batch, Result> {
  readonly name: string
  empty(): State
  update(state: State, batch: Batch): State
  merge(a: State, b: State): State
  compute(state: State): Result
}
