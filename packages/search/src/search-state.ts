import type { SearchEvents, StopReason } from './callbacks/search-callback.ts'
import type { SearchLog } from './log/search-log.ts'
import type { SearchOptions } from './search-options.ts'
import type { Space } from './space.ts'
import { type TrialRecord, trialName } from './trials/trial-record.ts'

/** The state of a running search. */
export interface SearchState {
  readonly options: SearchOptions<Space>
  readonly log: SearchLog | undefined
  /** How many trials all rounds have. */
  readonly total: number
  /** The trials that have ended, by `trialName`. */
  readonly ended: Map<string, TrialRecord>
  /** Ends running trials, and starts no other. */
  readonly halt: AbortController
  /** The reason, once the search is stopped. */
  stopped?: StopReason
  /** Removes the listener from the signal. */
  release(): void
}

export function beginSearch(options: SearchOptions<Space>, log: SearchLog | undefined): SearchState {
  const { signal, strategy, space } = options
  const state: SearchState = {
    options,
    log,
    total: strategy.total(space),
    ended: new Map(log?.records.map((record) => [trialName(record), record])),
    halt: new AbortController(),
    release: () => signal?.removeEventListener('abort', abort),
  }
  const abort = (): void => stop(state, 'aborted')
  if (signal?.aborted) abort()
  else signal?.addEventListener('abort', abort, { once: true })
  return state
}

/** Calls the callbacks with an event, one after another, and waits for each. */
export async function emit<Kind extends keyof SearchEvents>(
  state: SearchState,
  kind: Kind,
  event: SearchEvents[Kind],
): Promise<void> {
  for (const callback of state.options.callbacks ?? [])
    if ((await callback[kind]?.(event as never)) === 'stop') stop(state, 'callback')
}

function stop(state: SearchState, reason: StopReason): void {
  state.stopped ??= reason
  state.halt.abort()
}
