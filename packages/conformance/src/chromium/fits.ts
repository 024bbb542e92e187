import { layerFactories as layers } from '@thinned/nn'
import { fitInWorker, type PageWorker } from '@thinned/train'
import { train } from './served-fit.ts'
import { type Weights, weightsOf } from './weights.ts'

const settings = { epochs: 2 }

/** What a run gives: the weights, the loss of each epoch, and why it ended. */
export interface FitNumbers {
  readonly weights: Weights
  readonly losses: readonly number[]
  readonly stopped: string
}

/** A run in this thread. */
export async function fittedHere(): Promise<FitNumbers> {
  const { model, run } = await train(settings)
  return {
    weights: await weightsOf(model),
    losses: run.history.map(({ runningLoss }) => runningLoss),
    stopped: run.stopped,
  }
}

/** The same run in a worker, after one that was stopped. The losses are those that the callback was told. */
export async function fittedInWorker(worker: PageWorker): Promise<FitNumbers> {
  const stop = new AbortController()
  const aborts = { step: () => stop.abort('enough') }
  const reason = await fitInWorker(worker, {
    settings: { epochs: 100_000 },
    callbacks: [aborts],
    signal: stop.signal,
    layers,
  }).catch((error: unknown) => error)
  if (reason !== 'enough') throw new Error(`A run that was stopped gave ${reason}.`)
  const losses: number[] = []
  const callbacks = [
    { epoch: ({ record }: { record: { runningLoss: number } }) => void losses.push(record.runningLoss) },
  ]
  const { model, run } = await fitInWorker(worker, { settings, callbacks, layers })
  worker.terminate()
  return { weights: await weightsOf(model), losses, stopped: run.stopped }
}

/** What the run of a worker whose module is not there says. */
export async function refusalOfNoWorker(worker: PageWorker): Promise<string> {
  return fitInWorker(worker, { settings, layers }).then(
    () => 'it was taken',
    (error: Error) => error.message,
  )
}
