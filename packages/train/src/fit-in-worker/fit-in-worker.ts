import { decodeSafetensors } from '@thinned/data'
import { type AnyModel, disposeParams, type Layer } from '@thinned/nn'
import { formatValue, ThinnedError } from '@thinned/schema'
import type { StopSignal } from '../batches/event-loop.ts'
import { type CheckpointStore, formatOf } from '../checkpoint/checkpoint-store.ts'
import { putTensors, saveWeights } from '../checkpoint/weights-file.ts'
import { holdForRun } from '../checks/check-free.ts'
import { orReason, STOPPED } from '../evaluate/stopped.ts'
import { loadModel, saveModel } from '../model-file/model-file.ts'
import type { FitResult } from '../run/fit-options.ts'
import { TrainError, textOf } from '../train-error.ts'
import { modelOfPart } from '../workers/model-of-part.ts'
import type { ModelPart } from '../workers/model-part.ts'
import { isWorker, type NodeWorker, type PageWorker } from '../workers/thread.ts'
import { type FitInWorkerOptions, readFitInWorkerOptions } from './fit-in-worker-options.ts'
import { busyWorker, type EndedRun, runInWorker } from './run-in-worker.ts'

/** What was trained in a worker. */
export interface WorkerFit<M extends AnyModel = Layer> {
  /** The model of the worker, with its weights. */
  readonly model: M
  /** What `fit` returned in the worker. */
  readonly run: FitResult
}

/**
 * Trains in a worker, and brings the model back: `fit` that does not block this thread, to the same bits. The caller makes the worker, so that a bundler
 * sees its module, which ends with `serveFit(…)`; afterwards it can be given again, for one run at a time, until `worker.terminate()` ends it.
 *
 * @param worker `new Worker(new URL('./train.js', import.meta.url), { type: 'module' })`; in Node the Worker of node:worker_threads.
 * @throws {TrainError} with message and code of the worker's error where the run fails; its stack is that of the `cause`. Where the worker does not start, does not
 *   serve within 60 seconds, ends, or works on another call; where a model that was given is not that of the worker. The signal's reason when it is stopped.
 * @example
 * ```ts
 * import { layerFactories as layers } from '@thinned/nn'
 * import { fitInWorker, type PageWorker } from '@thinned/train'
 *
 * async function train(worker: PageWorker, signal: AbortSignal) {
 *   const { model, run } = await fitInWorker(worker, {
 *     settings: { epochs: 10 },
 *     callbacks: [{ epoch: ({ record }) => console.log(record.epoch, record.loss) }],
 *     signal,
 *     layers,
 *   })
 *   return { model, epochs: run.history.length }
 * }
 * console.log(train.length) // 2
 * ```
 */
export async function fitInWorker<M extends AnyModel = Layer>(
  worker: PageWorker | NodeWorker,
  options: FitInWorkerOptions<M>,
): Promise<WorkerFit<M>> {
  if (!isWorker(worker))
    throw new TrainError(
      `fitInWorker was given ${formatValue(worker)} as its worker; it takes new Worker(new URL('./train.js', import.meta.url), { type: 'module' }), of a module that ends with serveFit(…).`,
    )
  const given = readFitInWorkerOptions(options)
  const { part, run } = await orReason('fitInWorker', given.signal, () => runAlone(worker, given))
  return { model: (await arrived(part, given)) as M, run }
}

/** The workers of runs in progress. */
const inUse = new WeakSet<object>()

/** Runs with the worker, the model and the store held for it. */
async function runAlone(worker: PageWorker | NodeWorker, options: FitInWorkerOptions): Promise<EndedRun> {
  const { model, signal } = options
  const store = options.checkpoint?.store
  if (signal?.aborted) throw STOPPED
  if (inUse.has(worker)) throw busyWorker()
  const hold = model && holdForRun(model)
  let unlock: (() => Promise<void>) | undefined
  inUse.add(worker)
  try {
    unlock = store && (await lock(store, signal))
    const { part, run } = await runInWorker(worker, options)
    const best = store && run.best && formatOf(store).bestStores(store, { bestCheckpoints: run.best })
    return { part, run: best ? { ...run, best } : run }
  } finally {
    inUse.delete(worker)
    hold?.release()
    await unlock?.()
  }
}

async function lock(store: CheckpointStore, signal: StopSignal | undefined): Promise<() => Promise<void>> {
  try {
    return await formatOf(store).lockStore(store, signal)
  } catch (error) {
    throw signal?.aborted ? STOPPED : error
  }
}

/** The model of a worker: that of the caller with its weights, or one that is made of layers. */
async function arrived(part: ModelPart, options: FitInWorkerOptions): Promise<AnyModel> {
  const { model, layers = {}, schedules = {}, backend } = options
  const posted = modelOfPart(part)
  try {
    if (!model) return loadModel(await saveModel(posted), { layers, schedules, backend, name: 'of the worker' }).model
    putTensors(model, decodeSafetensors(await saveWeights(posted)).tensors, {
      subject: 'The model of the worker',
      remedy: 'Give fitInWorker a model that is built as that one.',
      backend,
      caller: 'fitInWorker',
    })
    return model
  } catch (error) {
    if (model) throw error
    const code = error instanceof ThinnedError ? error.code : 'failed'
    throw new TrainError(
      `The worker has trained, but its model cannot be built here. ${textOf(error)} Or give one that is built as it, and gets its weights: { model: network() }.`,
      { code, cause: error },
    )
  } finally {
    disposeParams(posted)
  }
}
