import type { Dataset } from '@thinned/data'
import type { Layer } from '@thinned/nn'
import { formatShape, sizeOf } from '@thinned/tensor'
import { checkModelFits } from './check-model-fits.ts'
import type { FitOptions } from './fit-options.ts'
import { lossNames } from './objective.ts'
import { TrainError } from './train-error.ts'

/** Refuses settings that cannot be trained with, before anything is done. */
export function checkFitOptions(model: Layer, options: FitOptions): void {
  const {
    data,
    loss,
    epochs,
    batch,
    optimizer,
    key,
    l2 = 0,
    clip,
    earlyStopping,
    checkpoint,
    resume,
    validateEvery,
  } = options
  for (const [name, value, example] of [
    ['data: { train }', data?.train, 'data: { train: twoMoons({ size: 200, key: key(1) }) }'],
    ['optimizer', optimizer, 'optimizer: sgd({ learningRate: 0.1 })'],
    ['key', key, 'key: key(42)'],
  ] as const)
    if (value === undefined) throw new TrainError(`fit was given no ${name}; add, for example, ${example}.`)
  if (typeof loss !== 'function' && !lossNames.includes(loss))
    throw new TrainError(
      `fit was given the loss ${JSON.stringify(loss)}; it is ${lossNames.map((name) => `'${name}'`).join(', ')} or an objective, a function of (forward, batch).`,
    )
  if (countParameters(model) === 0)
    throw new TrainError(`fit was given a model (${model.kind}) without parameters; there is nothing to train.`)
  const counts = {
    epochs,
    batch,
    patience: earlyStopping?.patience,
    everySteps: checkpoint?.everySteps,
    everyEpochs: checkpoint?.everyEpochs,
    ...Object.fromEntries(Object.entries(validateEvery ?? {}).map(([unit, every]) => [`validateEvery.${unit}`, every])),
  }
  for (const [name, value] of Object.entries(counts)) {
    if (value !== undefined && (!Number.isSafeInteger(value) || value < 1))
      throw new TrainError(`fit was given ${name} ${value}; it takes an integer from 1.`)
  }
  if (!(l2 >= 0 && l2 < Infinity)) throw new TrainError(`fit was given l2 ${l2}; it takes a number from 0.`)
  if (clip !== undefined && !(clip > 0)) throw new TrainError(`fit was given clip ${clip}; it takes a number above 0.`)
  if (validateEvery && !data.validation)
    throw new TrainError(
      'fit was given validateEvery without validation data to measure; add data: { train, validation }.',
    )
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
    for (const rows of ['inputs', 'targets'] as const) {
      const { data: values, shape } = dataset[rows]
      if (values.length !== sizeOf(shape))
        throw new TrainError(
          `The ${rows} of the ${part} data ${dataset.name} have the shape ${formatShape(shape)}, but ${values.length} values; mend the data set.`,
        )
    }
    const [examples, targets] = [dataset.inputs.shape[0]!, dataset.targets.shape[0]!]
    if (examples === 0 || examples !== targets) {
      throw new TrainError(
        `The ${part} data ${dataset.name} has ${examples} inputs and ${targets} targets; it takes one target for each input, and at least one.`,
      )
    }
    if (loss === 'crossEntropy') checkLabels(part, dataset)
    if (typeof loss === 'string') checkModelFits(model, part, dataset, loss)
  }
}

/** Parameters that are declared, whether they exist already or not. */
function countParameters({ parameters, children }: Layer): number {
  return Object.values(children).reduce((sum, child) => sum + countParameters(child), Object.keys(parameters).length)
}

function checkLabels(part: string, { name, targets: { data: labels, shape }, classes }: Dataset): void {
  if (!classes)
    throw new TrainError(
      `The ${part} data ${name} does not say how many classes it has, which crossEntropy needs; set classes, or train on numbers with the loss mse.`,
    )
  if (!(labels instanceof Int32Array) || shape.length !== 1)
    throw new TrainError(
      `The targets of the ${part} data ${name} are a ${labels.constructor.name} ${formatShape(shape)}; crossEntropy takes an Int32Array [n] of labels.`,
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
