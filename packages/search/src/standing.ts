import type { Space } from './dimension.ts'
import type { SearchEvents, StopReason } from './search-callback.ts'
import type { SearchLog } from './search-log.ts'
import type { SearchOptions } from './search-options.ts'
import type { PlannedTrial, TrialRecord } from './trial-record.ts'

/** Where a search stands. */
export interface Standing {
  readonly options: SearchOptions<Space>
  readonly log: SearchLog | undefined
  /** How many trials there are to be. */
  readonly total: number
  /** Those that have ended, by their name. */
  readonly ended: Map<string, TrialRecord>
  /** Ends running trials, and lets no other begin. */
  readonly halt: AbortController
  /** Why the search was ended, where it was. */
  stopped?: StopReason
  /** Lets go of the signal. */
  release(): void
}

export function begin(options: SearchOptions<Space>, log: SearchLog | undefined): Standing {
  const { signal, strategy, space } = options
  const standing: Standing = {
    options,
    log,
    total: strategy.total(space),
    ended: new Map(log?.records.map((record) => [nameOf(record), record])),
    halt: new AbortController(),
    release: () => signal?.removeEventListener('abort', abort),
  }
  const abort = (): void => stop(standing, 'aborted')
  if (signal?.aborted) abort()
  else signal?.addEventListener('abort', abort, { once: true })
  return standing
}

/** What a trial is told from the others of a search by. */
export function nameOf({ round, index }: PlannedTrial<unknown>): string {
  return `${round}/${index}`
}

/** Tells the callbacks of what happened. */
export function tell<Kind extends keyof SearchEvents>(standing: Standing, kind: Kind, event: SearchEvents[Kind]): void {
  for (const callback of standing.options.callbacks ?? [])
    if (callback[kind]?.(event as never) === 'stop') stop(standing, 'callback')
}

function stop(standing: Standing, reason: StopReason): void {
  standing.stopped ??= reason
  standing.halt.abort()
}
