import { asSource } from '@thinned/data'
import { flattenParams, init, isInitialized, type Params } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { assign, type Backend, noGrad, retain, type Tensor, zeros } from '@thinned/tensor'
import { type Events, tell } from './callbacks.ts'
import { encodeCheckpoint, restoreCheckpoint } from './checkpoint.ts'
import { type RunIdentity, runIdentity } from './fingerprints.ts'
import { type ParameterRule, parameterRules } from './parameter-groups.ts'
import { placeModel } from './place-model.ts'
import { measuredTensors, modelTensors, type Progress } from './progress.ts'
import { replaceParams } from './replace-params.ts'
import type { RunModel, RunOptions } from './run-options.ts'
import type { Source } from './tensors.ts'
import { TrainError } from './train-error.ts'

/** A run under way: what it was asked to do, and where it stands. */
export interface Training {
  readonly model: RunModel
  readonly options: RunOptions
  readonly train: Source
  readonly validation: Source | undefined
  readonly backend: Backend
  readonly identity: RunIdentity
  /** Steps of an epoch. */
  readonly perEpoch: number
  /** Steps of the whole run. */
  readonly steps: number
  readonly progress: Progress
  /** How each parameter is updated, by path; undefined of those that are frozen. */
  readonly rules: Readonly<Record<string, ParameterRule | undefined>>
  /** The parameters that are not frozen, by path. */
  readonly trainable: Readonly<Record<string, Tensor>>
  /** Handles on the others without history, so that no gradient is computed for them. */
  readonly frozen: Readonly<Record<string, Tensor>>
  /** The parameters as a training pass takes them. */
  readonly trainingParams: Params
  /** The parameters that are measured: the averages of the weights, where there are any, else the model's own. */
  readonly measuredParams: Params
  /** Whether a callback has asked to stop. */
  asked: boolean
}

/** Makes the parameters where there are none, places the model, and reads the checkpoint where the run goes on from one. */
export async function startTraining(model: RunModel, options: RunOptions): Promise<Training> {
  const { data, epochs, batchSize, accumulate = 1, key, checkpoint } = options
  if (!isInitialized(model)) init(model, foldIn(key, 'init'), { backend: options.backend })
  const backend = await placeModel(model, options.backend)
  const train = asSource(data.train) as Source
  const validation = data.validation && (asSource(data.validation) as Source)
  const perEpoch = Math.ceil(train.size / (batchSize * accumulate))
  const params = flattenParams(model.params)
  const rules = parameterRules(Object.keys(params), options)
  const trainable = pick(params, (path) => rules[path] !== undefined)
  const frozen = mapValues(
    pick(params, (path) => rules[path] === undefined),
    (held) => noGrad(() => retain(held)),
  )
  const progress = emptyProgress(model, options, rules)
  const training: Training = {
    model,
    options,
    train,
    validation,
    backend,
    identity: runIdentity(model, options, train, validation),
    perEpoch,
    steps: epochs * perEpoch,
    progress,
    rules,
    trainable,
    frozen,
    trainingParams: replaceParams(model.params, frozen),
    measuredParams: replaceParams(model.params, progress.averages),
    asked: false,
  }
  try {
    const saved = options.resume ? await checkpoint?.store.load() : undefined
    if (saved) restoreCheckpoint(saved, training.progress, training.identity, checkpoint?.store.name)
    return training
  } catch (error) {
    disposeTraining(training)
    throw error
  }
}

/** Drops all tensors but the model's. */
export function disposeTraining({ progress, frozen }: Training): void {
  for (const held of Object.values(frozen)) held.dispose()
  for (const own of Object.values(progress.optimizerState)) for (const slot of Object.values(own)) slot.dispose()
  for (const held of [...Object.values(progress.averages), ...Object.values(progress.bestModel)]) held.dispose()
}

/** Writes a checkpoint, where there is a store for it. */
export async function saveTraining(training: Training): Promise<void> {
  const { options, progress, identity } = training
  if (!options.checkpoint) return
  await options.checkpoint.store.save(await encodeCheckpoint(progress, identity))
  await tellCallbacks(training, 'checkpoint', { step: progress.step })
}

/**
 * Tells the callbacks of what happened, and notes where one asks to stop.
 *
 * @throws {TrainError} where a callback throws, after a checkpoint was left.
 */
export async function tellCallbacks<Kind extends keyof Events>(
  training: Training,
  kind: Kind,
  event: Events[Kind],
): Promise<void> {
  const { options, progress, identity } = training
  for (const [i, callback] of (options.callbacks ?? []).entries()) {
    try {
      if (await tell(callback, kind, event)) training.asked = true
    } catch (error) {
      await options.checkpoint?.store.save(await encodeCheckpoint(progress, identity))
      throw new TrainError(
        `The callback ${callback.name ?? i} failed at the event ${kind} after step ${progress.step}: ${(error as Error)?.message ?? error}. The run was ended${options.checkpoint ? ', and can be resumed from its checkpoint' : ''}.`,
        { cause: error },
      )
    }
  }
}

/** Keeps the weights that were measured, and the state that goes with them, as the best. */
export function keepBest({ progress }: Training): void {
  const now = measuredTensors(progress)
  for (const [path, best] of Object.entries(progress.bestModel)) assign(best, now[path]!)
}

/** Puts the best weights back, and the state that goes with them. */
export function restoreBest({ progress }: Training): void {
  const now = modelTensors(progress)
  for (const [path, best] of Object.entries(progress.bestModel)) assign(now[path]!, best)
}

function emptyProgress(model: RunModel, { averaging, earlyStopping }: RunOptions, rules: Training['rules']): Progress {
  const params = flattenParams(model.params)
  const state = flattenParams(model.state)
  const like = (held: Tensor): Tensor => zeros(held.shape, { dtype: held.dtype, backend: held.backend })
  const copyOf = (held: Tensor): Tensor => {
    const copy = like(held)
    assign(copy, held)
    return copy
  }
  const slotsOf = (held: Tensor, path: string): Record<string, Tensor> =>
    Object.fromEntries((rules[path]?.optimizer.state ?? []).map((slot) => [slot, like(held)]))
  return {
    step: 0,
    epoch: 0,
    batch: 0,
    runningLoss: 0,
    runningWeight: 0,
    runningPenalty: undefined,
    elapsed: 0,
    keep: {},
    history: [],
    validations: [],
    best: undefined,
    waited: 0,
    bestCheckpoints: [],
    params,
    state,
    optimizerState: mapValues(params, slotsOf),
    averages: averaging
      ? mapValues(
          pick(params, (path) => rules[path] !== undefined),
          copyOf,
        )
      : {},
    bestModel: earlyStopping ? mapValues(modelTensors({ params, state }), like) : {},
  }
}

type Named<T> = Readonly<Record<string, T>>

function mapValues<T, U>(named: Named<T>, make: (value: T, name: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [name, make(value, name)]))
}

function pick<T>(named: Named<T>, wanted: (name: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(named).filter(([name]) => wanted(name)))
}
