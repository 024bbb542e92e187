import { moveAverages } from './averages.ts'
import type { EpochRecord } from './epoch-record.ts'
import { measureFull, measureThinned } from './measure.ts'
import { type Training, tellCallbacks } from './training.ts'
import { measureValidation, validationIsDue } from './validate.ts'

/** Measures the epoch that has ended, notes it in the history, and tells of it. */
export async function endEpoch(training: Training): Promise<void> {
  const { options, progress, train } = training
  moveAverages(training, 'epoch')
  const thinnedLoss = await measureThinned(training)
  const full = await measureFull(training, train)
  const validation = validationIsDue(training, true) ? await measureValidation(training) : undefined
  const seconds = progress.elapsed / 1000
  const record: EpochRecord = {
    epoch: progress.epoch,
    runningLoss: progress.runningLoss / progress.runningWeight,
    ...(progress.runningPenalty === undefined ? {} : { penalty: progress.runningPenalty / progress.runningWeight }),
    thinnedLoss,
    loss: full.loss,
    error: full.error,
    accuracy: full.accuracy,
    ...(options.metrics ? { metrics: full.metrics } : {}),
    ...(validation
      ? {
          validationLoss: validation.loss,
          validationError: validation.error,
          validationAccuracy: validation.accuracy,
          ...(validation.metrics ? { validationMetrics: validation.metrics } : {}),
          gap: Number.isNaN(full.error) ? validation.loss - full.loss : validation.error - full.error,
        }
      : {}),
    keep: { ...progress.keep },
    seconds,
    examplesPerSecond: seconds > 0 ? train.size / seconds : 0,
  }
  progress.history.push(record)
  Object.assign(progress, {
    epoch: progress.epoch + 1,
    batch: 0,
    runningLoss: 0,
    runningWeight: 0,
    runningPenalty: undefined,
    elapsed: 0,
  })
  if (validation) await tellCallbacks(training, 'validation', { record: validation })
  await tellCallbacks(training, 'epoch', { record, epochs: options.epochs })
}
