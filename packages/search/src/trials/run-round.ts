import { availableParallelism } from 'node:os'
import { foldIn } from '@thinned/rng'
import { differences, type JsonObject } from '../json.ts'
import { bestOf } from '../results/rank-trials.ts'
import { SearchError } from '../search-error.ts'
import { emit, type SearchState } from '../search-state.ts'
import { runTrial } from './run-trial.ts'
import { type PlannedTrial, type TrialRecord, trialName } from './trial-record.ts'

/** Runs the trials of a round that are not in the log, as many at once as there are workers. The records, in the order of the plan. */
export async function runRound(state: SearchState, planned: readonly PlannedTrial[]): Promise<readonly TrialRecord[]> {
  const { ended, halt, options } = state
  for (const trial of planned) checkLogged(ended.get(trialName(trial)), trial)
  const waiting = planned.filter((trial) => !ended.has(trialName(trial)))[Symbol.iterator]()
  const worker = async (): Promise<void> => {
    for (const trial of waiting) {
      if (halt.signal.aborted) return
      await runOne(state, trial)
    }
  }
  const workers = Array.from({ length: options.workers ?? availableParallelism() }, () =>
    worker().catch((error: unknown) => {
      halt.abort()
      throw error
    }),
  )
  const failed = (await Promise.allSettled(workers)).find(({ status }) => status === 'rejected')
  if (failed) throw (failed as PromiseRejectedResult).reason
  return planned.flatMap((trial) => ended.get(trialName(trial)) ?? [])
}

/** @throws {SearchError} where the log holds the trial with other settings or another budget than the strategy plans. */
function checkLogged(record: TrialRecord | undefined, { round, index, budget, settings }: PlannedTrial): void {
  if (!record) return
  const different = differences(plan(record), plan({ budget, settings }))
  if (different.length > 0)
    throw new SearchError(
      `The log holds trial ${index} of round ${round} with another plan: ${different.join('; ')}. Delete its line, and the trial runs again.`,
    )
}

function plan({ budget, settings }: Pick<PlannedTrial, 'budget' | 'settings'>): JsonObject {
  return { budget, settings }
}

async function runOne(state: SearchState, trial: PlannedTrial): Promise<void> {
  const { ended, halt, log, options, total } = state
  const record = await runTrial({
    module: options.trial.href,
    planned: trial,
    key: foldIn(foldIn(options.key, 'trial'), trial.index),
    signal: halt.signal,
    limit: options.trialSeconds,
    onReport: (progress) => emit(state, 'report', { trial, progress }),
  })
  if (!record) return
  await log?.append(record)
  ended.set(trialName(trial), record)
  const best = bestOf([...ended.values()], options.mode ?? 'min')
  await emit(state, 'trial', { record, best, done: ended.size, trials: total })
}
