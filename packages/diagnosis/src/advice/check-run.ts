import { formatValue } from '@thinned/schema'
import { DiagnosisError } from '../diagnosis-error.ts'
import type { AnyRecord } from './evidence.ts'

/** The records of a run. @throws {DiagnosisError} on what is none. */
export function checkRun(given: unknown): { readonly history: readonly AnyRecord[]; readonly bestEpoch?: number } {
  const run = Object(given) as { readonly history?: unknown; readonly bestEpoch?: number }
  if (typeof run.history === 'undefined' && typeof (given as Promise<unknown> | undefined)?.then === 'function')
    throw new DiagnosisError('advise was given a Promise; await the run first: advise(await fit(…), { … }).')
  if (!Array.isArray(run.history) || !run.history.every(isRecord))
    throw new DiagnosisError(
      `advise was given ${formatValue(given)} as its run; it takes what fit returns: { history, … }, with epoch records.`,
    )
  return run as { readonly history: readonly AnyRecord[] }
}

const isRecord = (given: unknown): boolean => {
  const { epoch, runningLoss, measuredExamples, keep } = Object(given) as Partial<AnyRecord>
  return (
    typeof epoch === 'number' &&
    typeof runningLoss === 'number' &&
    typeof measuredExamples === 'number' &&
    typeof keep === 'object' &&
    keep !== null
  )
}
