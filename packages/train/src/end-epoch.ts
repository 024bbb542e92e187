import { createPass, type Layer } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { assign, type Backend } from '@thinned/tensor'
import type { EpochRecord } from './epoch-record.ts'
import { evaluate } from './evaluate.ts'
import type { FitOptions } from './fit-options.ts'
import { modelTensors, type Progress } from './progress.ts'

/** Measures the epoch that has ended, notes it in the history and, with early stopping, keeps the weights and the state if they are the best. */
export async function endEpoch(
  model: Layer,
  progress: Progress,
  options: FitOptions,
  backend: Backend,
): Promise<EpochRecord> {
  const { data, loss, key, earlyStopping } = options
  const count = data.train.inputs.shape[0]!
  const measureKey = foldIn(foldIn(key, 'measure'), progress.epoch)
  const at = { step: progress.step, epoch: progress.epoch }
  const thinned = await evaluate(model, data.train, {
    loss,
    backend,
    pass: (row) => createPass({ mode: 'sample', key: measureKey, row, ...at }),
  })
  const full = await evaluate(model, data.train, { loss, backend })
  const validation = data.validation && (await evaluate(model, data.validation, { loss, backend }))
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
  if (earlyStopping) {
    const value = record[earlyStopping.metric ?? 'validationLoss']!
    if (value < (progress.best?.value ?? Infinity)) {
      progress.best = { epoch: progress.epoch, value }
      const tensors = modelTensors(progress)
      for (const [path, best] of Object.entries(progress.bestModel)) assign(best, tensors[path]!)
    }
  }
  Object.assign(progress, {
    epoch: progress.epoch + 1,
    batch: 0,
    runningLoss: 0,
    runningPenalty: undefined,
    elapsed: 0,
  })
  return record
}
