import { asBatchSource } from '@thinned/data'
import { declaredParameters } from '@thinned/nn'
import { labelCounting } from '../batches/batch-weight.ts'
import type { RunModel, Source } from '../batches/tensors.ts'
import { plainLossName } from '../evaluate/objective.ts'
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
import { dataOf } from './check-elements.ts'

/** Refuses options that do not fit each other or the model, before the run changes or writes anything. */
export function checkFitOptions(model: RunModel, options: RunOptions): void {
  const { data, validateEvery, earlyStopping, checkpoint, resume } = options
  if (Object.keys(declaredParameters(model)).length === 0)
    throw new TrainError(`fit was given a model (${model.kind}) without parameters; there is nothing to train.`)
  checkGroups(model, options)
  if (validateEvery && !data.validation)
    throw new TrainError(
      'fit was given validateEvery without validation data to measure; add data: { train, validation }.',
    )
  if (earlyStopping) checkMonitor('earlyStopping', earlyStopping, options)
  if (checkpoint?.best) {
    checkMonitor('checkpoint.best', checkpoint.best, options)
    if (!checkpoint.store.sibling)
      throw new TrainError(
        'fit was given checkpoint.best with a store without sibling(name), which holds the best weights; use fileCheckpoint, or add it.',
      )
  }
  if (resume && !checkpoint)
    throw new TrainError('fit was given resume without a checkpoint; add checkpoint: { store }.')
  checkAllData(model, options)
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
    } else if (examples.size === 0)
      throw new TrainError(`The ${dataOf(role, examples.name)} has no examples; it takes at least one.`, {
        code: 'invalid-data',
      })
    if (lossName) checkModelFits(model, role, asBatchSource(examples) as Source, lossName)
  }
  checkSmallestBatch(model, asBatchSource(data.train) as Source, options)
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
  if (!builtInMonitors.includes(monitor) && !Object.hasOwn(metrics, monitor))
    throw new TrainError(
      `fit was given ${option} with monitor ${JSON.stringify(monitor)}; it is one of ${[...builtInMonitors, ...Object.keys(metrics)].map((name) => `'${name}'`).join(', ')}. To monitor another number, add its metric to metrics.`,
    )
  checkMode(`fit was given ${option} with`, monitor, mode)
}
