import { basename } from 'node:path'
import { checkSearchOptions } from './checks.ts'
import type { JsonObject } from './json.ts'
import { openLog } from './log/search-log.ts'
import { bestOf, rankTrials } from './results/rank-trials.ts'
import type { SearchOptions, SearchResult } from './search-options.ts'
import { beginSearch, emit } from './search-state.ts'
import type { SettingsOf, Space } from './space.ts'
import { runRound } from './trials/run-round.ts'
import type { TrialRecord } from './trials/trial-record.ts'

/**
 * Searches settings: a strategy plans trials, and each trial runs in a separate worker thread. The settings and the key of a trial follow from
 * the key of the search and the index of the trial. So the result depends neither on the number of workers nor on the order in which
 * trials end. A failed trial is a result too.
 *
 * Only in Node.
 *
 * @throws {SearchError} on options that cannot be, on a log of another search, and where the module exports no trial.
 * @example
 * ```ts
 * import { key } from '@thinned/rng'
 * import { grid, search, uniform } from '@thinned/search'
 *
 * const trial = new URL('data:text/javascript,export const trial = ({ x }) => (x - 2) ** 2')
 * const { best } = await search({ trial, space: { x: uniform(0, 4) }, strategy: grid(), key: key(1) })
 * console.log(best!.settings, best!.value) // { x: 2 } 0
 * ```
 */
export async function search<const S extends Space>(options: SearchOptions<S>): Promise<SearchResult<S>> {
  checkSearchOptions(options)
  const { strategy, space, mode = 'min', key } = options
  const log = options.log === undefined ? undefined : await openLog(options.log, identityOf(options))
  const state = beginSearch(options, log)
  try {
    const rounds: (readonly TrialRecord[])[] = []
    await emit(state, 'start', { trials: state.total, done: state.ended.size })
    while (!state.halt.signal.aborted) {
      const planned = strategy.round({ space, key, mode }, rounds)
      if (planned.length === 0) break
      rounds.push(await runRound(state, planned))
    }
    const stopped = state.stopped ?? 'finished'
    await emit(state, 'stop', { reason: stopped })
    const trials = rounds.flat() as unknown as TrialRecord<SettingsOf<S>>[]
    return { trials, ranking: rankTrials(trials, mode), best: bestOf(trials, mode), stopped }
  } finally {
    state.release()
    await log?.close()
  }
}

/** What must be equal for a search to continue a log, as JSON. */
function identityOf({ trial, space, strategy, key, mode = 'min' }: SearchOptions<Space>): JsonObject {
  return {
    trial: trial.protocol === 'file:' ? basename(trial.pathname) : trial.href,
    space: Object.fromEntries(Object.entries(space).map(([name, { settings }]) => [name, settings])),
    strategy: { name: strategy.name, ...strategy.settings },
    key: [key[0], key[1]],
    mode,
  }
}
