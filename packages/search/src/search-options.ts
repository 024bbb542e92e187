import type { Key } from '@thinned/rng'
import type { SearchCallback, StopReason } from './callbacks/search-callback.ts'
import type { Mode } from './results/rank-trials.ts'
import type { SettingsOf, Space } from './space.ts'
import type { Strategy } from './strategy.ts'
import type { TrialRecord } from './trials/trial-record.ts'

export interface SearchOptions<S extends Space> {
  /** The module that exports the function `trial`, such as `new URL('./trial.ts', import.meta.url)`. */
  readonly trial: URL
  /** The dimensions to search, by the name of the setting. */
  readonly space: S
  readonly strategy: Strategy
  /** The settings and the keys of all trials follow from it. */
  readonly key: Key
  /** Which values are better. Default 'min'. */
  readonly mode?: Mode
  /** How many trials run at once, from 1. The result does not depend on it. Default: the number of cores. */
  readonly workers?: number
  /** How many seconds a trial may take. One that takes longer is ended, and its record says so. Default: no limit. */
  readonly trialSeconds?: number
  /** A file of JSON lines, one for each trial that has ended: an interrupted search continues from it. Default: no log. */
  readonly log?: string
  /** Aborts running trials, and keeps the results of those that have ended. */
  readonly signal?: AbortSignal
  /** Callbacks, such as `searchProgress`, called in this order. */
  readonly callbacks?: readonly SearchCallback[]
}

export interface SearchResult<S extends Space> {
  /** Every trial that has ended, by round, then by index. */
  readonly trials: readonly TrialRecord<SettingsOf<S>>[]
  /** The same from the best to the worst: see `rankTrials`. */
  readonly ranking: readonly TrialRecord<SettingsOf<S>>[]
  /** The first of the ranking; undefined where no trial returned a number. */
  readonly best: TrialRecord<SettingsOf<S>> | undefined
  readonly stopped: StopReason
}
