import type { Evaluation } from '../evaluate/evaluate.ts'
import { moveAverages } from '../updates/averages.ts'
import { measureFull, measureThinned } from './measure.ts'
import { type Progress, startOfEpoch } from './progress.ts'
import type { EpochRecord, ValidationRecord } from './records.ts'
import { type Run, tellCallbacks } from './run.ts'
import { measureValidation, validationIsDue } from './validate.ts'

/** Measures the epoch that has ended, adds it to the history, and tells the callbacks. */
export async function endEpoch(run: Run): Promise<void> {
  const { setup, progress } = run
  moveAverages(setup, progress, 'epoch')
  const thinnedLoss = await measureThinned(setup, progress)
  const full = await measureFull(setup, setup.train)
  const validation = validationIsDue(setup, progress, 'end of epoch')
    ? await measureValidation(setup, progress)
    : undefined
  const record = epochRecord(progress, setup.train.size, { thinnedLoss, full, validation }, !!setup.options.metrics)
  progress.history.push(record)
  Object.assign(progress, startOfEpoch(progress.epoch + 1))
  if (validation) await tellCallbacks(run, 'validation', { record: validation })
  await tellCallbacks(run, 'epoch', { record, epochs: setup.options.epochs })
}

interface Measured {
  readonly thinnedLoss: number
  readonly full: Evaluation
  readonly validation: ValidationRecord | undefined
}

function epochRecord(
  { epoch, runningLoss, runningWeight, runningPenalty, keep, elapsed }: Progress,
  examples: number,
  { thinnedLoss, full, validation }: Measured,
  hasMetrics: boolean,
): EpochRecord {
  const { loss, error, accuracy, metrics } = full
  const seconds = elapsed / 1000
  return {
    epoch,
    runningLoss: runningLoss / runningWeight,
    ...(runningPenalty === undefined ? {} : { penalty: runningPenalty / runningWeight }),
    thinnedLoss,
    loss,
    error,
    accuracy,
    ...(hasMetrics ? { metrics } : {}),
    ...(validation ? validationFields(validation, full) : {}),
    keep: { ...keep },
    seconds,
    examplesPerSecond: seconds > 0 ? examples / seconds : 0,
  }
}

function validationFields(validation: ValidationRecord, full: Evaluation): Partial<EpochRecord> {
  return {
    validationLoss: validation.loss,
    validationError: validation.error,
    validationAccuracy: validation.accuracy,
    ...(validation.metrics ? { validationMetrics: validation.metrics } : {}),
    gap: Number.isNaN(full.error) ? validation.loss - full.loss : validation.error - full.error,
  }
}
