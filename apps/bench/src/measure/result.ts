import type { Contender } from '../contenders/contender.ts'
import type { Work } from '../works/work.ts'

/** What came of a work by a contender: its figures, or why there are none. */
export interface Result {
  readonly work: Work
  readonly contender: Contender
  readonly outcome: Error | Outcome
}

export interface Outcome {
  /** One for each repetition, in the unit of the work. */
  readonly figures: readonly number[]
  readonly notes: readonly string[]
  readonly fallbacks: number
}
