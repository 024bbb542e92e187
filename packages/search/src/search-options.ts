import type { Key } from '@thinned/rng'
import type { SettingsOf, Space } from './dimension.ts'
import type { Better } from './rank-trials.ts'
import type { SearchCallback, StopReason } from './search-callback.ts'
import type { Strategy } from './strategy.ts'
import type { TrialRecord } from './trial-record.ts'

export interface SearchOptions<S extends Space> {
  /** The module whose exported function `trial` is tried, such as `new URL('./trial.ts', import.meta.url)`. */
  readonly trial: URL
  /** What is searched: each setting with its values. */
  readonly space: S
  readonly strategy: Strategy
  /** Everything random in the search follows from it: settings and the keys of trials. */
  readonly key: Key
  /** Which values are better. Default 'min'. */
  readonly mode?: Better
  /** How many trials run at once, from 1; the result does not depend on it. Default: as many as the machine has cores. */
  readonly workers?: number
  /** A file of JSON lines for the trials that have ended: a search that was interrupted goes on where it ended. Default: none is kept. */
  readonly log?: string
  /** An AbortSignal: ends running trials, and keeps those that have ended. */
  readonly signal?: AbortSignal
  /** What listens, such as `searchProgress`; told in this order. */
  readonly callbacks?: readonly SearchCallback[]
}

export interface SearchResult<S extends Space> {
  /** Every trial that has ended, round by round, each in the order of its index. */
  readonly trials: readonly TrialRecord<SettingsOf<S>>[]
  /** The same from the best to the worst: see `rankTrials`. */
  readonly ranking: readonly TrialRecord<SettingsOf<S>>[]
  /** The first of the ranking; undefined where no trial gave a number. */
  readonly best: TrialRecord<SettingsOf<S>> | undefined
  readonly stopped: StopReason
}
