import { flattenParams, init, isInitialized, type ModelHold, mapParams, type Params } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import type { Backend, Tensor } from '@thinned/tensor'
import { now } from '../batches/event-loop.ts'
import { heldBatches } from '../batches/held-batches.ts'
import { disposeTensors, placeModel, type RunModel, type Source } from '../batches/tensors.ts'
import { ABANDONED, CALLBACK_GRACE, waitFor } from '../batches/wait-for.ts'
import { type CheckpointStore, formatOf } from '../checkpoint/checkpoint-store.ts'
import type { RunIdentity } from '../checkpoint/run-identity.ts'
import { MEASURED_AT_ONCE } from '../evaluate/score.ts'
import { Replay } from '../replay/replay.ts'
import { TrainError, textOf } from '../train-error.ts'
import { type ParameterRule, parameterRules } from '../updates/parameter-groups.ts'
import type { Events } from './callbacks.ts'
import type { RunOptions } from './fit-options.ts'
import { measuredCount, measuredSource } from './measured-examples.ts'
import { refuseBrokenProgress } from './non-finite.ts'
import { disposeProgress, type Progress, startProgress } from './progress.ts'
import { setUpSteps } from './step-setup.ts'

/** The part of a run that never changes: the settings, and what follows from them before the first step. */
export interface RunSetup {
  readonly model: RunModel
  readonly options: RunOptions
  readonly backend: Backend
  readonly train: Source
  /** The training examples that are measured at the end of an epoch; undefined for none. */
  readonly measured: Source | undefined
  /** The training examples by which averaged weights get their batch statistics. */
  readonly statisticsSource: Source
  readonly validation: Source | undefined
  /** Where checkpoints go, and what they must agree with; undefined without checkpoints, whose identity takes a pass over all data. */
  readonly checkpoint: { readonly store: CheckpointStore; readonly identity: RunIdentity } | undefined
  /** Whether batches are put together: in a step by `accumulate`, or in a measurement. */
  readonly cutsData: boolean
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
  /** Whether the progress is that of whole steps with finite numbers, which a checkpoint may hold. */
  sound: boolean
  /** Whether the model has its last weights, which need not be those that trained. */
  closed: boolean
  /** When the last checkpoint was written; undefined where there is none of this run. */
  saved: { readonly step: number; readonly epoch: number } | undefined
  /** Why the last checkpoint could not be written. */
  saveError: TrainError | undefined
  /** The last step after which all numbers were found to be finite. */
  checkedStep: number
  /** How steps are taken again. */
  readonly replay: Replay
}

/** Initializes the model if necessary, moves it to the backend, and restores the checkpoint where the run resumes. */
export async function startRun(model: RunModel, options: RunOptions, hold: ModelHold): Promise<Run> {
  if (!isInitialized(model)) init(model, foldIn(options.key, 'init'), { backend: options.backend })
  const backend = await placeModel(model, options.backend, hold)
  const rules = parameterRules(Object.keys(flattenParams(model.params)), options)
  const progress = startProgress(model, rules, options)
  const started: Omit<Run, 'replay'> = {
    setup: setUp(model, options, backend, rules, progress),
    progress,
    stopRequested: false,
    abandoned: new Set(),
    countedUntil: now(),
    sound: true,
    closed: false,
    saved: undefined,
    saveError: undefined,
    checkedStep: 0,
  }
  const run: Run = Object.assign(started, { replay: new Replay(started) })
  try {
    if (options.resume) await resume(run)
    return run
  } catch (error) {
    disposeRun(run)
    throw error
  }
}

/** Restores the checkpoint of the store, if it has one. */
async function resume(run: Run): Promise<void> {
  const { setup, progress } = run
  const { checkpoint, options, stepsPerEpoch } = setup
  if (!checkpoint) return
  const { store, identity } = checkpoint
  const { loadFrom, restoreCheckpoint } = formatOf(store)
  const saved = await loadFrom(store, options.signal)
  if (!saved) return
  restoreCheckpoint(saved, progress, identity, { epochs: options.epochs, stepsPerEpoch }, store.name)
  run.saved = { step: progress.step, epoch: progress.epoch }
}

function setUp(
  model: RunModel,
  options: RunOptions,
  backend: Backend,
  rules: RunSetup['rules'],
  { averages }: Progress,
): RunSetup {
  const { data, epochs, batchSize, accumulate = 1 } = options
  // Each has batches of its own: a measurement between two steps leaves the next batch of training as it is.
  const train = heldBatches(data.train)
  const validation = data.validation && heldBatches(data.validation)
  const stepsPerEpoch = Math.ceil(train.size / (batchSize * accumulate))
  const measured = measuredSource(heldBatches(data.train), measuredCount(options, train.size), options.key)
  return {
    ...setUpSteps(model, backend, rules),
    options,
    train,
    measured,
    statisticsSource: measuredSource(heldBatches(data.train), measuredCount({}, train.size), options.key)!,
    validation,
    checkpoint: options.checkpoint && {
      store: options.checkpoint.store,
      identity: formatOf(options.checkpoint.store).runIdentity(model, options),
    },
    cutsData: accumulate > 1 || [measured, validation].some((source) => source && source.size > MEASURED_AT_ONCE),
    stepsPerEpoch,
    steps: epochs * stepsPerEpoch,
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
export function disposeRun({ setup, progress, replay }: Run): void {
  replay.dispose()
  disposeTensors(setup.frozen)
  disposeProgress(progress)
}

/**
 * Writes a checkpoint and tells the callbacks, where the run has a store. One that cannot be written is told as well, and the run goes on; where two
 * in a row cannot, or the last one cannot at a second try either, the run ends; after its signal, at once.
 *
 * @throws {TrainError} where the run ends, and where its numbers are not finite.
 */
export async function saveCheckpoint(
  run: Run,
  { isLast }: { readonly isLast: boolean } = { isLast: false },
): Promise<void> {
  if (!run.setup.checkpoint) return
  const { step } = run.progress
  const failedBefore = run.saveError !== undefined
  try {
    await storeCheckpoint(run)
  } catch (error) {
    const { signal } = run.setup.options
    if (error !== run.saveError || (failedBefore && !isLast) || signal?.aborted) throw error
    await tellCallbacks(run, 'checkpointError', { step, error: error as TrainError })
    if (!isLast) return
    await storeCheckpoint(run)
  }
  await tellCallbacks(run, 'checkpoint', { step })
}

/** Writes a checkpoint, where the run has a store. @throws {TrainError} where it cannot be written, and where numbers are not finite. */
export async function storeCheckpoint(run: Run): Promise<void> {
  const { setup, progress } = run
  if (!setup.checkpoint) return
  const { store, identity } = setup.checkpoint
  await refuseBrokenProgress(run)
  const { encodeCheckpoint, saveTo } = formatOf(store)
  const bytes = await encodeCheckpoint(progress, identity)
  try {
    await saveTo(store, bytes, setup.options.signal)
  } catch (error) {
    run.saveError = error as TrainError
    throw error
  }
  run.saveError = undefined
  run.saved = { step: progress.step, epoch: progress.epoch }
}

/** Whether the last checkpoint holds all that the run has. */
export function isSaved({ saved, progress }: Run): boolean {
  const { step, epoch } = saved ?? { step: 0, epoch: 0 }
  return step === progress.step && epoch === progress.epoch
}

/**
 * Calls the callbacks with an event, and notes a request to stop.
 *
 * @throws {TrainError} where a callback throws.
 */
export async function tellCallbacks<Kind extends keyof Events>(
  run: Run,
  kind: Kind,
  event: Events[Kind],
): Promise<void> {
  const { callbacks = [], signal } = run.setup.options
  for (const [i, callback] of callbacks.entries())
    try {
      if (run.abandoned.has(callback)) continue
      const answer = await waitFor(callback[kind]?.(event as never), signal, CALLBACK_GRACE)
      if (answer === ABANDONED) run.abandoned.add(callback)
      if (answer === 'stop') run.stopRequested = true
    } catch (error) {
      throw new TrainError(`The callback ${callback.name ?? i} failed at the event ${kind}: ${textOf(error)}`, {
        code: 'failed',
        cause: error,
      })
    }
}
