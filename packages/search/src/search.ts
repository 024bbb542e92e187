import { basename } from 'node:path'
import { checkSearchOptions } from './check-search-options.ts'
import type { SettingsOf, Space } from './dimension.ts'
import type { JsonObject } from './json.ts'
import { bestOf, rankTrials } from './rank-trials.ts'
import { runRound } from './run-round.ts'
import { openLog } from './search-log.ts'
import type { SearchOptions, SearchResult } from './search-options.ts'
import { begin, tell } from './standing.ts'
import type { TrialRecord } from './trial-record.ts'

/**
 * Searches settings: runs the trials of a strategy on worker threads, each in a thread of its own. A trial's settings and its key follow from the
 * key of the search and the trial's index, so the result depends neither on the number of workers nor on who ends first. A trial that
 * fails is a result too.
 *
 * Only in Node.
 *
 * @throws {SearchError} on settings that do not fit, on a log of another search, and where the module has no trial.
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
  const standing = begin(options, log)
  try {
    const rounds: (readonly TrialRecord[])[] = []
    tell(standing, 'start', { trials: standing.total, done: standing.ended.size })
    while (!standing.halt.signal.aborted) {
      const planned = strategy.round({ space, key, mode }, rounds)
      if (planned.length === 0) break
      rounds.push(await runRound(standing, planned))
    }
    const stopped = standing.stopped ?? 'finished'
    tell(standing, 'stop', { reason: stopped })
    const trials = rounds.flat() as unknown as TrialRecord<SettingsOf<S>>[]
    return { trials, ranking: rankTrials(trials, mode), best: bestOf(trials, mode), stopped }
  } finally {
    standing.release()
    await log?.close()
  }
}

/** All that must be the same for a log to be gone on with, as JSON by name. */
function identityOf({ trial, space, strategy, key, mode = 'min' }: SearchOptions<Space>): JsonObject {
  return {
    trial: trial.protocol === 'file:' ? basename(trial.pathname) : trial.href,
    space: Object.fromEntries(Object.entries(space).map(([name, { settings }]) => [name, settings])),
    strategy: { name: strategy.name, ...strategy.settings },
    key: [key[0], key[1]],
    mode,
  }
}
