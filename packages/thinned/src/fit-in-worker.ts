import type { AnyModel, Layer } from '@thinned/nn'
import * as train from '@thinned/train'
import { withKnown } from './from-config.ts'

/**
 * Trains in a worker, and brings the model back: `fit` that does not block this thread, to the same bits. The caller makes the worker, so that a bundler
 * sees its module, which ends with `serveFit(…)`; afterwards it can be given again, for one run at a time, until `worker.terminate()` ends it. The model may
 * consist of all layers and variants; `layers` and `schedules` add yours, and `model` is one to fill, of any layers.
 *
 * @param worker `new Worker(new URL('./train.js', import.meta.url), { type: 'module' })`; in Node the Worker of node:worker_threads.
 * @throws {TrainError} with message and code of the worker's error where the run fails; its stack is that of the `cause`. Where the worker does not start, does not
 *   serve within 60 seconds, ends, or works on another call; where a model that was given is not that of the worker. The signal's reason when it is stopped.
 * @example
 * ```ts
 * import { fitInWorker, type PageWorker } from 'thinned'
 *
 * async function train(worker: PageWorker, signal: AbortSignal) {
 *   const { model, run } = await fitInWorker(worker, {
 *     settings: { keep: 0.8 },
 *     callbacks: [{ epoch: ({ record }) => console.log(record.epoch, record.loss) }],
 *     signal,
 *   })
 *   return { model, epochs: run.history.length }
 * }
 * console.log(train.length) // 2
 * ```
 */
export function fitInWorker<M extends AnyModel = Layer>(
  worker: train.PageWorker | train.NodeWorker,
  options: train.FitInWorkerOptions<M> = {},
): Promise<train.WorkerFit<M>> {
  return train.fitInWorker(worker, withKnown(options as train.FitInWorkerOptions<M> & { layers: never }))
}
