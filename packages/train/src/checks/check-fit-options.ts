import { asSource } from '@thinned/data'
import { declaredParameters } from '@thinned/nn'
import type { Source } from '../batches/tensors.ts'
import { checkLoss, plainLossName } from '../evaluate/objective.ts'
import type { RunModel, RunOptions } from '../run/fit-options.ts'
import type { Monitor } from '../run/monitor.ts'
import { TrainError } from '../train-error.ts'
import { checkGroups } from '../updates/parameter-groups.ts'
import { checkDataset, checkLabels, checkNumbers, checkSameNames } from './check-data.ts'
import { checkModelFits } from './check-model-fits.ts'
import { checkParts } from './check-parts.ts'

/** Refuses settings that cannot be trained with, before anything is done. */
export function checkFitOptions(model: RunModel, options: RunOptions): void {
  const { data, loss, optimizer, key, l1 = 0, l2 = 0, clipNorm, earlyStopping, checkpoint, resume } = options
  for (const [name, value, example] of [
    ['data: { train }', data?.train, 'data: { train: twoMoons({ size: 200, key: key(1) }) }'],
    ['optimizer', optimizer, 'optimizer: sgd({ learningRate: 0.1 })'],
    ['key', key, 'key: key(42)'],
  ] as const)
    if (value === undefined) throw new TrainError(`fit was given no ${name}; add, for example, ${example}.`)
  checkLoss('fit', loss)
  if (Object.keys(declaredParameters(model)).length === 0)
    throw new TrainError(`fit was given a model (${model.kind}) without parameters; there is nothing to train.`)
  checkParts(options)
  checkGroups(model, options)
  checkCounts(options)
  for (const [name, value] of Object.entries({ l1, l2 }))
    if (!(value >= 0 && value < Infinity))
      throw new TrainError(`fit was given ${name} ${value}; it takes a number from 0.`)
  if (clipNorm !== undefined && !(clipNorm > 0))
    throw new TrainError(`fit was given clipNorm ${clipNorm}; it takes a number above 0.`)
  if (earlyStopping) checkMonitor('earlyStopping', earlyStopping, options)
  if (checkpoint?.best) {
    checkMonitor('checkpoint.best', checkpoint.best, options)
    if (!checkpoint.store.sibling)
      throw new TrainError(
        'fit was given checkpoint.best with a store that has no siblings to keep the best weights in; use fileCheckpoint, or give the store a method sibling(name).',
      )
  }
  if (resume && !checkpoint)
    throw new TrainError('fit was given resume without a checkpoint to resume from; add checkpoint: { store }.')
  checkAllData(model, options)
}

/** Refuses numbers of epochs, examples and the like that are none; those without a default may not be left out. */
function checkCounts({
  data,
  epochs,
  batchSize,
  accumulate,
  earlyStopping,
  checkpoint,
  validateEvery,
}: RunOptions): void {
  const needed = { epochs, batchSize, ...(earlyStopping && { 'earlyStopping.patience': earlyStopping.patience }) }
  const others = {
    accumulate,
    everySteps: checkpoint?.everySteps,
    everyEpochs: checkpoint?.everyEpochs,
    'checkpoint.best.count': checkpoint?.best?.count,
    ...Object.fromEntries(Object.entries(validateEvery ?? {}).map(([unit, every]) => [`validateEvery.${unit}`, every])),
  }
  for (const [name, value] of Object.entries({ ...others, ...needed }))
    if (!(value === undefined && name in others) && !(Number.isSafeInteger(value) && value! >= 1))
      throw new TrainError(`fit was given ${name} ${value}; it takes an integer from 1.`)
  if (!validateEvery) return
  if (!data.validation)
    throw new TrainError(
      'fit was given validateEvery without validation data to measure; add data: { train, validation }.',
    )
  const units = Object.keys(Object(validateEvery))
  if (units.length !== 1 || !['steps', 'epochs'].includes(units[0]!))
    throw new TrainError(
      `fit was given validateEvery ${JSON.stringify(validateEvery)}; it is { steps: 100 } or { epochs: 1 }, of other numbers.`,
    )
}

/** Refuses data that is not what it says, that does not fit the model or the loss, or whose parts do not fit each other. */
function checkAllData(model: RunModel, { data, loss }: RunOptions): void {
  const lossName = plainLossName(loss)
  for (const [part, given] of Object.entries(data)) {
    if (!given) continue
    if (!('fetch' in given)) {
      checkDataset(part, given)
      if (lossName === 'crossEntropy') checkLabels(part, given)
      else if (lossName) checkNumbers(part, given, lossName)
    }
    if (lossName) checkModelFits(model, part, asSource(given) as Source, lossName)
  }
  if (data.validation) checkSameNames(data.train, data.validation)
}

/** Refuses to monitor what is not measured, or what could be better either way. */
function checkMonitor(
  owner: string,
  { monitor = 'validationLoss', mode }: Monitor,
  { data, metrics = {} }: RunOptions,
): void {
  if (!data.validation)
    throw new TrainError(`fit was given ${owner} without validation data to monitor; add data: { train, validation }.`)
  if (mode !== undefined && mode !== 'min' && mode !== 'max')
    throw new TrainError(`fit was given ${owner} with mode ${JSON.stringify(mode)}; it is 'min' or 'max'.`)
  if (monitor === 'validationLoss') return
  if (monitor === 'validationError' || monitor === 'validationAccuracy') {
    if (data.validation.classes !== undefined) return
    throw new TrainError(
      `fit was given ${owner} with monitor '${monitor}', but the validation data has no classes to be right or wrong about; use 'validationLoss'.`,
    )
  }
  if (!(monitor in metrics))
    throw new TrainError(
      `fit was given ${owner} with monitor ${JSON.stringify(monitor)}; it is ${['validationLoss', 'validationError', 'validationAccuracy', ...Object.keys(metrics)].map((name) => `'${name}'`).join(', ')}: add a metric of that name.`,
    )
  if (mode === undefined)
    throw new TrainError(`fit was given ${owner} with the metric ${monitor}; give its mode, 'min' or 'max'.`)
}
