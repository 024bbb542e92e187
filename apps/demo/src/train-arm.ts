import { parentPort, workerData } from 'node:worker_threads'
import { flattenParams } from '@thinned/nn'
import { key } from '@thinned/rng'
import { cosine, evaluate, fit, maxNorm, predict, sgd } from '@thinned/train'
import type { Splits } from './load-data.ts'
import { network } from './network.ts'
import type { Arm } from './outcome.ts'
import type { Settings } from './settings.ts'

/** What a worker is started with, and what it says while it works. */
export interface ArmRequest {
  readonly settings: Settings
  readonly splits: Splits
  readonly withDropout: boolean
}

export type ArmMessage = { readonly done: number; readonly of: number; readonly note: string } | { readonly arm: Arm }

const { settings, splits, withDropout } = workerData as ArmRequest
const say = (message: ArmMessage): void => parentPort!.postMessage(message)

const { train, validation, test } = splits
const pixels = train.inputs.shape.slice(1).reduce((product, extent) => product * extent, 1)
const model = network(pixels, settings.hidden, train.classes!, withDropout ? settings.keep : undefined)
const started = performance.now()
const run = await fit(model, {
  data: { train, validation },
  loss: 'crossEntropy',
  epochs: settings.epochs,
  batch: settings.batch,
  optimizer: sgd({ learningRate: cosine({ initial: settings.learningRate }), momentum: settings.momentum }),
  ...(settings.maxNorm === undefined ? {} : { constraint: maxNorm(settings.maxNorm) }),
  key: key(settings.seed),
  onEvent: (event) => {
    if (event.type !== 'epoch') return
    const { epoch, validationError = Number.NaN } = event.record
    say({ done: epoch + 1, of: settings.epochs, note: `validation error ${(100 * validationError).toFixed(1)} %` })
  },
})
const seconds = (performance.now() - started) / 1000
const last = run.history.at(-1)!
const { error: testError } = await evaluate(model, test)
const { mean } = await predict(model, test.inputs)
const weight = flattenParams(model.params)['linear1/weight']!
say({
  arm: {
    trainError: last.error,
    testError,
    gap: testError - last.error,
    loss: last.loss,
    thinnedLoss: last.thinnedLoss,
    epochs: run.history.length,
    seconds,
    history: run.history,
    predicted: mostProbable(mean, train.classes!),
    features: { weights: (await weight.read()) as Float32Array, units: settings.hidden[0] ?? train.classes! },
  },
})

function mostProbable({ data }: { readonly data: ArrayLike<number> }, classes: number): Int32Array {
  const best = new Int32Array(data.length / classes)
  for (let i = 0; i < data.length; i++) {
    const row = Math.floor(i / classes)
    if (data[i]! > data[row * classes + best[row]!]!) best[row] = i % classes
  }
  return best
}
