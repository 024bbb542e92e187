import type { FitOptions } from './fit-options.ts'
import { TrainError } from './train-error.ts'

/** Refuses settings that cannot be trained with, before anything is done. */
export function checkFitOptions({
  data,
  loss,
  epochs,
  batch,
  l2 = 0,
  clip,
  earlyStopping,
  checkpoint,
  resume,
}: FitOptions): void {
  const counts = {
    epochs,
    batch,
    patience: earlyStopping?.patience,
    everySteps: checkpoint?.everySteps,
    everyEpochs: checkpoint?.everyEpochs,
  }
  for (const [name, value] of Object.entries(counts)) {
    if (value !== undefined && (!Number.isSafeInteger(value) || value < 1))
      throw new TrainError(`fit was given ${name} ${value}; it takes an integer from 1.`)
  }
  if (!(l2 >= 0 && l2 < Infinity)) throw new TrainError(`fit was given l2 ${l2}; it takes a number from 0.`)
  if (clip !== undefined && !(clip > 0)) throw new TrainError(`fit was given clip ${clip}; it takes a number above 0.`)
  if (earlyStopping && !data.validation)
    throw new TrainError(
      'fit was given earlyStopping without validation data to watch; add data: { train, validation }.',
    )
  if (earlyStopping?.metric === 'validationError' && data.validation?.classes === undefined)
    throw new TrainError(
      'fit was given earlyStopping with the metric validationError, but the validation data has no classes to be wrong about; use validationLoss.',
    )
  if (resume && !checkpoint)
    throw new TrainError('fit was given resume without a checkpoint to resume from; add checkpoint: { store }.')
  for (const [part, dataset] of Object.entries(data)) {
    if (!dataset) continue
    const [examples, targets] = [dataset.inputs.shape[0]!, dataset.targets.shape[0]!]
    if (examples === 0 || examples !== targets) {
      throw new TrainError(
        `The ${part} data ${dataset.name} has ${examples} inputs and ${targets} targets; it takes one target for each input, and at least one.`,
      )
    }
    if (loss === 'crossEntropy') checkLabels(part, dataset.name, dataset.targets.data, dataset.classes)
  }
}

function checkLabels(part: string, name: string, labels: ArrayLike<number>, classes: number | undefined): void {
  if (!classes)
    throw new TrainError(
      `The ${part} data ${name} does not say how many classes it has, which crossEntropy needs; set classes.`,
    )
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new TrainError(
        `Label ${i} of the ${part} data ${name} is ${label}; with ${classes} classes labels are the integers from 0 to ${classes - 1}.`,
      )
    }
  }
}
