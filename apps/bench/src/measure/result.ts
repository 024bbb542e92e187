import type { Implementation } from '../implementations/implementation.ts'
import type { Workload } from '../workloads/workload.ts'

/** What came of a workload by a implementation: its figures, or why there are none. */
export interface Result {
  readonly workload: Workload
  readonly implementation: Implementation
  readonly outcome: Error | Outcome
}

export interface Outcome {
  /** One for each repetition, in the unit of the workload. */
  readonly figures: readonly number[]
  readonly notes: readonly string[]
  readonly fallbacks: number
}
