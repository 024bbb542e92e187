import type { Key } from '@thinned/rng'
import type { Space } from './dimension.ts'
import type { JsonObject } from './json.ts'
import type { Better } from './rank-trials.ts'
import type { PlannedTrial, TrialRecord } from './trial-record.ts'

/** Which trials are run: a function of the key and of what earlier rounds gave, so that a search can be resumed. */
export interface Strategy {
  readonly name: string
  /** What a log compares. */
  readonly settings: JsonObject
  /** How many trials all rounds have, where none fails. */
  total(space: Space): number
  /** The trials of the next round; none ends the search. `before` holds the rounds so far, each in the order of its index. */
  round(search: StrategyContext, before: readonly (readonly TrialRecord[])[]): readonly PlannedTrial[]
}

export interface StrategyContext {
  readonly space: Space
  readonly key: Key
  readonly mode: Better
}
