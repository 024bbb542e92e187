import { asSource } from '@thinned/data'
import { flattenParams, init, isInitialized, mapParams, type Params } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { type Backend, noGrad, retain, type Tensor } from '@thinned/tensor'
import { now } from '../batches/event-loop.ts'
import { placeModel, type RunModel, type Source } from '../batches/tensors.ts'
import { ABANDONED, CALLBACK_GRACE, waitFor } from '../batches/wait-for.ts'
import { type CheckpointStore, encodeCheckpoint, restoreCheckpoint } from '../checkpoint/checkpoint.ts'
import { type RunIdentity, runIdentity } from '../checkpoint/run-identity.ts'
import { loadFrom, saveTo } from '../checkpoint/use-store.ts'
import { TrainError } from '../train-error.ts'
import { type ParameterRule, parameterRules } from '../updates/parameter-groups.ts'
import type { Events } from './callbacks.ts'
import type { RunOptions } from './fit-options.ts'
import { measuredCount, measuredSource } from './measured-examples.ts'
import { disposeProgress, type Progress, startProgress } from './progress.ts'

/** The part of a run that never changes: the settings, and what follows from them before the first step. */
export interface RunSetup {
  readonly model: RunModel
  readonly options: RunOptions
  readonly backend: Backend
  readonly train: Source
  /** The training examples that are measured at the end of an epoch; undefined for none. */
  readonly measured: Source | undefined
  readonly validation: Source | undefined
  /** Where checkpoints go, and what they must agree with; undefined without checkpoints, whose identity takes a pass over all data. */
  readonly checkpoint: { readonly store: CheckpointStore; readonly identity: RunIdentity } | undefined
  readonly stepsPerEpoch: number
  /** Steps of the whole run. */
  readonly steps: number
  /** How each parameter is updated, by path; undefined where it is frozen. */
  readonly rules: Readonly<Record<string, ParameterRule | undefined>>
  /** The parameters that are not frozen, by path. */
  readonly trainable: Readonly<Record<string, Tensor>>
  /** Handles on the frozen parameters, without history, so that no gradient is computed for them. */
  readonly frozen: Readonly<Record<string, Tensor>>
  /** The parameters of a training pass. */
  readonly trainingParams: Params
  /** The parameters that are measured: the averages of the weights where there are any, else the model's own. */
  readonly measuredParams: Params
}

/** A run of `fit`. */
export interface Run {
  readonly setup: RunSetup
  readonly progress: Progress
  /** Whether a callback has asked to stop. */
  stopRequested: boolean
  /** The callbacks that did not come back after the signal; they are told nothing more. */
  readonly abandoned: Set<object>
  /** Until when the epoch's time was counted. */
  countedUntil: number
}

/** Initializes the model if necessary, moves it to the backend, and restores the checkpoint where the run resumes. */
export async function startRun(model: RunModel, options: RunOptions): Promise<Run> {
  if (!isInitialized(model)) init(model, foldIn(options.key, 'init'), { backend: options.backend })
  const backend = await placeModel(model, options.backend)
  const rules = parameterRules(Object.keys(flattenParams(model.params)), options)
  const progress = startProgress(model, rules, options)
  const run: Run = {
    setup: setUp(model, options, backend, rules, progress),
    progress,
    stopRequested: false,
    abandoned: new Set(),
    countedUntil: now(),
  }
  try {
    if (options.resume) await resume(run)
    return run
  } catch (error) {
    disposeRun(run)
    throw error
  }
}

/** Restores the checkpoint of the store, if it has one. */
async function resume({ setup, progress }: Run): Promise<void> {
  const { checkpoint, options, stepsPerEpoch } = setup
  const saved = checkpoint && (await loadFrom(checkpoint.store, options.signal))
  if (!checkpoint || !saved) return
  const { store, identity } = checkpoint
  restoreCheckpoint(saved, progress, identity, { epochs: options.epochs, stepsPerEpoch }, store.name)
}

function setUp(
  model: RunModel,
  options: RunOptions,
  backend: Backend,
  rules: RunSetup['rules'],
  { params, averages }: Progress,
): RunSetup {
  const { data, epochs, batchSize, accumulate = 1 } = options
  const train = asSource(data.train) as Source
  const validation = data.validation && (asSource(data.validation) as Source)
  const stepsPerEpoch = Math.ceil(train.size / (batchSize * accumulate))
  const trainable = Object.entries(params).filter(([path]) => rules[path])
  const frozenParams = Object.entries(params).filter(([path]) => !rules[path])
  const frozen = Object.fromEntries(
    frozenParams.map(([path, parameter]) => [path, noGrad(() => retain(parameter))] as const),
  )
  return {
    model,
    options,
    backend,
    train,
    measured: measuredSource(train, measuredCount(options, train.size), options.key),
    validation,
    checkpoint: options.checkpoint && {
      store: options.checkpoint.store,
      identity: runIdentity(model, options, train, validation),
    },
    stepsPerEpoch,
    steps: epochs * stepsPerEpoch,
    rules,
    trainable: Object.fromEntries(trainable),
    frozen,
    trainingParams: mapParams(model.params, (parameter, path) => frozen[path] ?? parameter),
    measuredParams: mapParams(model.params, (parameter, path) => averages[path] ?? parameter),
  }
}

/** Adds the time since the last count to that of the epoch. */
export function countTime(run: Run): void {
  const time = now()
  run.progress.elapsed += time - run.countedUntil
  run.countedUntil = time
}

/** Frees all tensors of the run but the model's. */
export function disposeRun({ setup, progress }: Run): void {
  for (const handle of Object.values(setup.frozen)) handle.dispose()
  disposeProgress(progress)
}

/** Writes a checkpoint and tells the callbacks, where the run has a store. */
export async function saveCheckpoint(run: Run): Promise<void> {
  if (!run.setup.checkpoint) return
  await storeCheckpoint(run)
  await tellCallbacks(run, 'checkpoint', { step: run.progress.step })
}

async function storeCheckpoint({ setup: { checkpoint, options }, progress }: Run): Promise<void> {
  if (checkpoint) await saveTo(checkpoint.store, await encodeCheckpoint(progress, checkpoint.identity), options.signal)
}

/**
 * Calls the callbacks with an event, and notes a request to stop. Where a callback throws, it writes a checkpoint and ends the run.
 *
 * @throws {TrainError} where a callback throws.
 */
export async function tellCallbacks<Kind extends keyof Events>(
  run: Run,
  kind: Kind,
  event: Events[Kind],
): Promise<void> {
  const { setup, progress } = run
  const { callbacks = [], checkpoint, signal } = setup.options
  for (const [i, callback] of callbacks.entries()) {
    try {
      if (run.abandoned.has(callback)) continue
      const answer = await waitFor(callback[kind]?.(event as never), signal, CALLBACK_GRACE)
      if (answer === ABANDONED) run.abandoned.add(callback)
      if (answer === 'stop') run.stopRequested = true
    } catch (error) {
      await storeCheckpoint(run)
      throw new TrainError(
        `The callback ${callback.name ?? i} failed at the event ${kind} after step ${progress.step}: ${(error as Error)?.message ?? error}. The run was ended${checkpoint ? ', and can be resumed from its checkpoint' : ''}.`,
        { cause: error },
      )
    }
  }
}
