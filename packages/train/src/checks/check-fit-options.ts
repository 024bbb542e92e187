import { asSource } from '@thinned/data'
import { declaredParameters } from '@thinned/nn'
import { labelCounting } from '../batches/batch-weight.ts'
import type { RunModel, Source } from '../batches/tensors.ts'
import { checkLoss, plainLossName } from '../evaluate/objective.ts'
import { argument, fromZero } from '../options.ts'
import type { RunOptions } from '../run/fit-options.ts'
import { builtInMonitors, checkMode, type Monitor } from '../run/records.ts'
import { TrainError } from '../train-error.ts'
import { checkGroups } from '../updates/parameter-groups.ts'
import { checkSmallestBatch, checkSomeCount } from './check-batches.ts'
import {
  checkDataset,
  checkLabels,
  checkModelFits,
  checkNumbers,
  checkSameNames,
  checkTargetsFinite,
} from './check-data.ts'

/** Refuses options that do not fit, before the run changes or writes anything. */
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
  checkComponents(options)
  checkGroups(model, options)
  checkCounts(options)
  argument('fit', 'l1', fromZero, l1)
  argument('fit', 'l2', fromZero, l2)
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

/** Refuses counts, such as epochs, that are no integers from 1; a count without a default is required. */
function checkCounts({
  data,
  epochs,
  batchSize,
  accumulate,
  earlyStopping,
  checkpoint,
  validateEvery,
  measureTraining = 'all',
}: RunOptions): void {
  const needed = { epochs, batchSize, ...(earlyStopping && { 'earlyStopping.patience': earlyStopping.patience }) }
  const others = {
    accumulate,
    ...(typeof measureTraining === 'number' ? { measureTraining } : {}),
    everySteps: checkpoint?.everySteps,
    everyEpochs: checkpoint?.everyEpochs,
    'checkpoint.best.count': checkpoint?.best?.count,
    ...Object.fromEntries(Object.entries(validateEvery ?? {}).map(([unit, every]) => [`validateEvery.${unit}`, every])),
  }
  if (typeof measureTraining !== 'number' && !['all', 'none'].includes(measureTraining))
    throw new TrainError(
      `fit was given measureTraining ${JSON.stringify(measureTraining)}; it is a number of examples from 1, 'all' or 'none'.`,
    )
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

/** Refuses data sets that are malformed, that do not fit the model or the loss, or that do not fit each other. */
function checkAllData(model: RunModel, options: RunOptions): void {
  const { data, loss } = options
  const lossName = plainLossName(loss)
  for (const [role, examples] of Object.entries(data)) {
    if (!examples) continue
    if (!('fetch' in examples)) {
      checkDataset(role, examples)
      if (lossName === 'crossEntropy') checkLabels(role, examples)
      else if (lossName) checkNumbers(role, examples, lossName)
      checkTargetsFinite(role, examples, loss)
      checkSomeCount(role, examples, loss)
    }
    if (lossName) checkModelFits(model, role, asSource(examples) as Source, lossName)
  }
  checkSmallestBatch(model, asSource(data.train) as Source, options)
  if (data.validation) checkSameNames(data.train, data.validation)
}

/** Refuses a monitor that the run does not measure, a metric without a mode, and the wrong mode of another monitor. */
function checkMonitor(
  option: string,
  { monitor = 'validationLoss', mode }: Monitor,
  { data, metrics = {}, loss }: RunOptions,
): void {
  const hasClasses = data.validation?.classes !== undefined || labelCounting(loss).binary === true
  if (!data.validation)
    throw new TrainError(`fit was given ${option} without validation data to monitor; add data: { train, validation }.`)
  if (monitor !== 'validationLoss' && builtInMonitors.includes(monitor) && !hasClasses)
    throw new TrainError(
      `fit was given ${option} with monitor '${monitor}', but the validation data has no classes to be right or wrong about; use 'validationLoss'.`,
    )
  if (!builtInMonitors.includes(monitor) && !(monitor in metrics))
    throw new TrainError(
      `fit was given ${option} with monitor ${JSON.stringify(monitor)}; it is one of ${[...builtInMonitors, ...Object.keys(metrics)].map((name) => `'${name}'`).join(', ')}. To monitor another number, add its metric to metrics.`,
    )
  checkMode(`fit was given ${option} with`, monitor, mode)
}

/**
 * Refuses components of a run, such as the optimizer, that lack the method of their kind. The usual mistake is to give the function
 * that makes the component: `optimizer: sgd` for `optimizer: sgd({ learningRate: 0.1 })`.
 *
 * @throws {TrainError} with the value, and an example of the component.
 */
export function checkComponents(options: RunOptions): void {
  const { optimizer, constraint, averaging, groups = [], callbacks = [], checkpoint, metrics } = options
  checkComponent('fit', 'optimizer', optimizer, 'update', 'optimizer: sgd({ learningRate: 0.1 })')
  for (const one of [constraint, ...groups.map((group) => group.constraint)])
    if (one) checkComponent('fit', 'constraint', one, 'apply', 'constraint: constraints.maxNorm(3)')
  for (const { optimizer: one } of groups)
    if (one) checkComponent('fit', 'optimizer of a group', one, 'update', 'optimizer: sgd({ learningRate: 0.01 })')
  if (averaging) checkComponent('fit', 'averaging', averaging, 'update', 'averaging: averaging.ema({ decay: 0.999 })')
  if (!Array.isArray(callbacks))
    throw new TrainError(
      'fit was given callbacks that are no list; write, for example, callbacks: [{ epoch: ({ record }) => console.log(record.loss) }].',
    )
  if (checkpoint)
    checkComponent('fit', 'checkpoint store', checkpoint.store, 'save', "store: fileCheckpoint('run.safetensors')")
  if (metrics) checkMetrics('fit', metrics)
}

/** Refuses values that are no metrics, such as the function that makes one: `accuracy` for `accuracy()`. */
export function checkMetrics(caller: string, metrics: object): void {
  for (const [name, metric] of Object.entries(metrics))
    checkComponent(caller, `metric ${name}`, metric, 'update', `${name}: accuracy(), or ${name}: ece({ bins: 15 })`)
}

function checkComponent(caller: string, role: string, value: unknown, method: string, example: string): void {
  const isFunction = typeof value === 'function'
  // Every function has methods; apply is one.
  if (!isFunction && typeof (value as Readonly<Record<string, unknown>> | null)?.[method] === 'function') return
  const description = isFunction ? `the function ${value.name}` : JSON.stringify(value)
  throw new TrainError(
    `${caller} was given ${description} as ${role}, which has no ${method}; write, for example, ${example}.`,
  )
}
