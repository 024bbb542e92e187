import { formatValue } from '@thinned/schema'
import type { FitResult, UnmeasuredEpochRecord } from '@thinned/train'
import { ReportError } from './report-error.ts'

/** An epoch record, whatever the run measured of the training data. */
export type AnyRecord = UnmeasuredEpochRecord &
  Partial<Pick<FitResult['history'][number], 'thinnedLoss' | 'loss' | 'error' | 'accuracy' | 'metrics' | 'gap'>>

/** What a report reads of a run. */
export interface Run {
  readonly history: readonly UnmeasuredEpochRecord[]
  readonly bestEpoch?: number
}

/** Runs side by side, by the names of their networks. */
export type NamedRuns = Readonly<Record<string, Run>>

export interface NamedRun {
  /** '' where there is one run without a name. */
  readonly name: string
  readonly history: readonly AnyRecord[]
  readonly bestEpoch?: number
}

const MOST = 4

/** The runs that a report was given. @throws {ReportError} */
export function readRuns(given: Run | NamedRuns): readonly NamedRun[] {
  if (Object(given) !== given || Array.isArray(given) || isPromise(given)) throw refusal('', given)
  if ('history' in given && !isRunLike(given.history)) return [readRun('', given)]
  const runs = Object.entries(given)
  if (runs.length === 0) throw refusal('', given)
  if (runs.length > MOST)
    throw new ReportError(`report was given ${runs.length} runs; it takes up to ${MOST}. Leave some out.`)
  return runs.map(([name, run]) => readRun(name, run))
}

/** Whether it is a run: one may be named 'history'. */
const isRunLike = (given: unknown): boolean => Array.isArray((Object(given) as Partial<Run>).history)

function readRun(name: string, given: unknown): NamedRun {
  const { history, bestEpoch } = Object(given) as Partial<Run>
  if (!Array.isArray(history) || !history.every(isRecord)) throw refusal(name, given)
  if (history.length === 0)
    throw new ReportError(
      `${calledOf(name)} with no epochs; there is nothing to report until the first has ended. Call report after fit.`,
    )
  return { name, history, ...(typeof bestEpoch === 'number' && { bestEpoch }) }
}

const isRecord = (given: unknown): boolean => {
  const { epoch, runningLoss, keep } = Object(given) as Partial<AnyRecord>
  return Number.isSafeInteger(epoch) && typeof runningLoss === 'number' && Object(keep) === keep
}

const isPromise = (given: unknown): boolean => typeof (Object(given) as PromiseLike<unknown>).then === 'function'

const calledOf = (name: string): string => (name ? `report was given as '${name}' a run` : 'report was given a run')

function refusal(name: string, given: unknown): ReportError {
  const as = name ? ` as '${name}'` : ''
  if (isPromise(given))
    return new ReportError(`report was given${as} a Promise; await the run first: report(await fit(…)).`)
  return new ReportError(
    `report was given${as} ${formatValue(given)}; it takes a run, as await fit(…) gives it, or runs by name: { 'with dropout': run }.`,
  )
}
