import { formatValue } from '@thinned/schema'
import type { FitResult, ModelWarning, UnmeasuredEpochRecord } from '@thinned/train'
import { COLORS } from './colors.ts'
import { ReportError } from './report-error.ts'

/** An epoch record, whatever the run measured of the training data. */
export type AnyRecord = UnmeasuredEpochRecord &
  Partial<Pick<FitResult['history'][number], 'thinnedLoss' | 'loss' | 'error' | 'accuracy' | 'metrics' | 'gap'>>

/** What a report reads of a run. */
export interface Run {
  readonly history: readonly UnmeasuredEpochRecord[]
  readonly bestEpoch?: number
  /** What `check` found. */
  readonly warnings?: readonly ModelWarning[]
}

/** Runs side by side, by the names of their networks. */
export type NamedRuns = Readonly<Record<string, Run>>

export interface NamedRun {
  /** '' where there is one run without a name. */
  readonly name: string
  readonly history: readonly AnyRecord[]
  readonly bestEpoch?: number
  readonly warnings?: readonly ModelWarning[]
}

/** The runs that a report was given. @throws {ReportError} */
export function readRuns(given: Run | NamedRuns): readonly NamedRun[] {
  if (Object(given) !== given || Array.isArray(given) || isPromise(given)) throw refusal('', given)
  if ('history' in given && !hasHistory(given.history)) return [readRun('', given)]
  const runs = Object.entries(given)
  if (!runs.some(([, run]) => hasHistory(run) || isPromise(run))) throw refusal('', given)
  if (runs.length > COLORS)
    throw new ReportError(`report was given ${runs.length} runs; it takes up to ${COLORS}. Leave some out.`)
  if (Object.hasOwn(given, ''))
    throw new ReportError(`report was given a run with the name ''; give it one: { 'with dropout': run }.`)
  return runs.map(([name, run]) => readRun(name, run))
}

/** Whether it is a run: one may be named 'history'. */
const hasHistory = (given: unknown): boolean => Array.isArray((Object(given) as Partial<Run>).history)

function readRun(name: string, given: unknown): NamedRun {
  const { history, bestEpoch, warnings } = Object(given) as Partial<Run>
  if (!Array.isArray(history)) throw refusal(name, given)
  if (history.length === 0)
    throw new ReportError(
      `report was given a run with no epochs${asName(name)}; there is nothing to report until the first has ended. Call report after fit.`,
    )
  const wrong = Array.from(history).findIndex((record) => !isRecord(record))
  if (wrong >= 0)
    throw new ReportError(
      `report was given a run${asName(name)} whose history[${wrong}] is ${formatValue(history[wrong])}; it takes the epoch records of fit.`,
    )
  if (warnings !== undefined && !(Array.isArray(warnings) && warnings.every(isWarning)))
    throw new ReportError(
      `report was given a run with the warnings ${formatValue(warnings)}${asName(name)}; it takes those of fit({ check: warningsOf }).`,
    )
  return { name, history, ...(typeof bestEpoch === 'number' && { bestEpoch }), ...(warnings && { warnings }) }
}

const isRecord = (given: unknown): boolean => {
  const { epoch, runningLoss, keep } = Object(given) as Partial<AnyRecord>
  return Number.isSafeInteger(epoch) && typeof runningLoss === 'number' && Object(keep) === keep
}

const isWarning = (given: unknown): boolean => {
  const { path, sentence } = Object(given) as Partial<ModelWarning>
  return typeof path === 'string' && typeof sentence === 'string'
}

const isPromise = (given: unknown): boolean => typeof (Object(given) as PromiseLike<unknown>).then === 'function'

const asName = (name: string): string => (name ? ` as '${name}'` : '')

function refusal(name: string, given: unknown): ReportError {
  if (isPromise(given))
    return new ReportError(`report was given a Promise${asName(name)}; await the run first: report(await fit(…)).`)
  return new ReportError(
    `report was given ${formatValue(given)}${asName(name)}; it takes a run, as await fit(…) gives it, or runs by name: { 'with dropout': run }.`,
  )
}

/** Refuses names that are those of no run. @throws {ReportError} */
export function checkNames(option: string, names: readonly string[], runs: readonly Pick<NamedRun, 'name'>[]): void {
  const known = runs.map(({ name }) => name)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown === undefined) return
  const says =
    known[0] === ''
      ? `the run has no name; give it one: report({ ${quoted(unknown)}: run })`
      : `the runs are ${known.map(quoted).join(', ')}; use their names`
  throw new ReportError(`report was given ${option} for ${quoted(unknown)}, but ${says}.`, { code: 'mismatch' })
}

const quoted = (name: string): string => `'${name}'`
