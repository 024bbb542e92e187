import { isInitialized, isScheduleConfig, layersOf, type MixtureTask } from '@thinned/nn'
import type { RunModel } from '../batches/tensors.ts'
import { TrainError } from '../train-error.ts'
import { membersOf, taskOf } from './networks.ts'
import type { PredictOptions } from './predict-options.ts'

/** Refuses options of predict that do not fit together, or not the model. */
export function checkSampling(model: RunModel, options: PredictOptions): void {
  const { samples, tolerance, maxSamples, key, moment } = options
  if (tolerance === undefined && maxSamples !== undefined)
    throw new TrainError(
      `predict was given maxSamples ${maxSamples} without a tolerance, whose samples it bounds; add { tolerance: 0.01 }, or write { samples: ${maxSamples} }.`,
    )
  if (tolerance !== undefined) checkTolerance(options)
  checkMixture(model, options)
  const alone = ['key', 'moment', 'share', ...(membersOf(model) ? [] : ['everySample' as const])] as const
  const idle = alone.find((name) => options[name])
  if (samples === undefined && tolerance === undefined && idle !== undefined)
    throw new TrainError(
      `predict was given ${idle} without samples, which alone follow it: one pass through the full network draws nothing. Write { samples: 20, key: key(7) }, or leave ${idle} out.`,
    )
  const sampled = samples ? `${samples} samples` : 'a tolerance'
  const draws = tolerance !== undefined || (samples ?? 0) > 0
  if (draws && !key) throw new TrainError(`predict was given ${sampled} without a key; add { key: key(7) }.`)
  const scheduled = draws && !moment ? scheduledOption(model) : undefined
  if (scheduled !== undefined)
    throw new TrainError(
      `predict was given samples of a model in which ${scheduled} follows a schedule, but no moment of it; add the last step of its run, { moment: { step: run.steps - 1, steps: run.steps, epoch: run.history.length - 1 } }.`,
    )
  if (!isInitialized(model))
    throw new TrainError('predict was given a model without parameters yet; train it with fit, or call init first.')
}

/** Refuses another task than that of a mixture, and samples that its members do not share evenly. */
function checkMixture(
  model: RunModel,
  { task = 'classification', samples, maxSamples }: PredictOptions & { readonly task?: MixtureTask },
): void {
  const members = membersOf(model)?.length
  if (members === undefined) return
  const its = taskOf(model)
  if (its !== task)
    throw new TrainError(
      `predict was given the task '${task}' for a mixture whose task is '${its}'; write { task: '${its}' }.`,
    )
  for (const [name, most] of Object.entries({ samples, maxSamples }))
    if (most !== undefined && most % members !== 0)
      throw new TrainError(
        `predict was given ${name} ${most} for a mixture of ${members} members, which share the samples evenly; write a multiple of ${members}, such as { ${name}: ${Math.ceil(most / members) * members} }. Without samples each member predicts once.`,
      )
}

function checkTolerance({ samples, tolerance, maxSamples, everySample }: PredictOptions): void {
  if (samples !== undefined)
    throw new TrainError(
      `predict was given samples ${samples} and tolerance ${tolerance}; samples is how many each row sees, tolerance lets each row see as many as it needs. Leave one of both out.`,
    )
  if (maxSamples === undefined)
    throw new TrainError(
      `predict was given tolerance ${tolerance} without maxSamples, the most samples that a row may see; add { maxSamples: 1000 }.`,
    )
  if (everySample)
    throw new TrainError(
      'predict was given everySample with a tolerance, under which rows see different numbers of samples; write { samples: 100, everySample: true }, or leave everySample out.',
    )
}

/** The path of the first option that follows a schedule; undefined where none does. */
function scheduledOption(model: RunModel): string | undefined {
  for (const [path, { options }] of layersOf(model)) {
    const name = Object.keys(options).find((option) => isScheduleConfig(options[option]))
    if (name !== undefined) return path === '' ? name : `${path}/${name}`
  }
  return undefined
}
