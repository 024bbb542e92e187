import { createPass } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import type { EpochRecord } from './epoch-record.ts'
import { evaluate } from './evaluate.ts'
import { notify, type Training } from './training.ts'
import { measureValidation, validationIsDue } from './validate.ts'

/** Measures the epoch that has ended, notes it in the history, and tells of it. */
export async function endEpoch(training: Training): Promise<void> {
  const { model, options, progress, backend } = training
  const { data, loss, key } = options
  const count = data.train.inputs.shape[0]!
  const measureKey = foldIn(foldIn(key, 'measure'), progress.epoch)
  const at = { step: progress.step, epoch: progress.epoch }
  const thinned = await evaluate(model, data.train, {
    loss,
    backend,
    pass: (row) => createPass({ mode: 'sample', key: measureKey, row, ...at }),
  })
  const full = await evaluate(model, data.train, { loss, backend })
  const validation = validationIsDue(training, true) ? await measureValidation(training) : undefined
  const seconds = progress.elapsed / 1000
  const record: EpochRecord = {
    epoch: progress.epoch,
    runningLoss: progress.runningLoss / count,
    ...(progress.runningPenalty === undefined ? {} : { penalty: progress.runningPenalty / count }),
    thinnedLoss: thinned.loss,
    loss: full.loss,
    error: full.error,
    ...(validation
      ? {
          validationLoss: validation.loss,
          validationError: validation.error,
          gap: data.train.classes === undefined ? validation.loss - full.loss : validation.error - full.error,
        }
      : {}),
    keep: { ...progress.keep },
    seconds,
    examplesPerSecond: seconds > 0 ? count / seconds : 0,
  }
  progress.history.push(record)
  Object.assign(progress, {
    epoch: progress.epoch + 1,
    batch: 0,
    runningLoss: 0,
    runningPenalty: undefined,
    elapsed: 0,
  })
  if (validation) await notify(training, 'validation', { record: validation })
  await notify(training, 'epoch', { record, epochs: options.epochs })
}
