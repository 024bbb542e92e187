import { availableParallelism } from 'node:os'
import { foldIn } from '@thinned/rng'
import { bestOf } from './rank-trials.ts'
import { runTrial } from './run-trial.ts'
import { nameOf, type Standing, tell } from './standing.ts'
import type { PlannedTrial, TrialRecord } from './trial-record.ts'

/** The trials of a round that have ended, in the order of the plan: what the log does not have is run, as many at once as there are workers. */
export async function runRound(standing: Standing, planned: readonly PlannedTrial[]): Promise<readonly TrialRecord[]> {
  const { ended, halt, options } = standing
  const waiting = planned.filter((trial) => !ended.has(nameOf(trial)))[Symbol.iterator]()
  const worker = async (): Promise<void> => {
    for (const trial of waiting) {
      if (halt.signal.aborted) return
      await runOne(standing, trial)
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
  return planned.flatMap((trial) => ended.get(nameOf(trial)) ?? [])
}

async function runOne(standing: Standing, trial: PlannedTrial): Promise<void> {
  const { ended, halt, log, options, total } = standing
  const record = await runTrial({
    module: options.trial.href,
    planned: trial,
    key: foldIn(foldIn(options.key, 'trial'), trial.index),
    signal: halt.signal,
    onReport: (progress) => tell(standing, 'report', { trial, progress }),
  })
  if (!record) return
  await log?.append(record)
  ended.set(nameOf(trial), record)
  const best = bestOf([...ended.values()], options.mode ?? 'min')
  tell(standing, 'trial', { record, best, done: ended.size, trials: total })
}
