import type { Key } from '@thinned/rng'
import type { JsonObject } from './json.ts'
import type { Mode } from './results/rank-trials.ts'
import type { Space } from './space.ts'
import type { PlannedTrial, TrialRecord } from './trials/trial-record.ts'

/** A plan of trials: a function of the key and of the results of earlier rounds, so that a search can resume. */
export interface Strategy {
  readonly name: string
  /** The description in the log. */
  readonly settings: JsonObject
  /** How many trials all rounds have, if none fails. */
  total(space: Space): number
  /** The trials of the next round; an empty list ends the search. `before` holds the earlier rounds, each by index. */
  round(search: StrategyContext, before: readonly (readonly TrialRecord[])[]): readonly PlannedTrial[]
}

export interface StrategyContext {
  readonly space: Space
  readonly key: Key
  readonly mode: Mode
}
