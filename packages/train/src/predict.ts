import { batches, type NdArray } from '@thinned/data'
import { log } from '@thinned/math/float64'
import { createPass, type Layer } from '@thinned/nn'
import { foldIn, type Key } from '@thinned/rng'
import { type Backend, noGrad, scope, softmax } from '@thinned/tensor'
import { rowsOnBackend } from './on-backend.ts'
import { placeModel } from './place-model.ts'
import { TrainError } from './train-error.ts'

export interface PredictOptions {
  /** Monte Carlo passes through thinned networks; 0 (the default) is one pass through the full network. */
  readonly samples?: number
  /** Needed with samples. Sample s draws from the key folded with s. */
  readonly key?: Key
  /** Examples per forward pass. Default 500. */
  readonly batch?: number
  readonly backend?: Backend
}

export interface Prediction {
  /** Class probabilities [n, classes]: of the full network, or the mean over the samples. */
  readonly mean: NdArray<Float32Array>
  /** Entropy of the mean, in nats [n]: all that is uncertain. */
  readonly entropy: Float32Array
  /** Mutual information of class and mask, in nats [n]: what the samples disagree about; 0 without samples. */
  readonly mutualInformation: Float32Array
}

/** Class probabilities of a model that gives logits, and what it does not know. Source: Gal and Ghahramani 2016. */
export async function predict(model: Layer, inputs: NdArray, options: PredictOptions = {}): Promise<Prediction> {
  const { samples = 0, key, batch = 500 } = options
  if (!Number.isInteger(samples) || samples < 0)
    throw new TrainError(`predict was given ${samples} samples; it takes an integer from 0.`)
  if (samples > 0 && !key)
    throw new TrainError(`predict was given ${samples} samples without a key; add { key: key(7) }.`)
  const backend = await placeModel(model, options.backend)
  const count = inputs.shape[0]!
  let classes = 0
  const rowsOf: Float64Array[] = []
  const expected = new Float64Array(count)
  let row = 0
  for (const rows of batches(count, batch)) {
    for (let sample = 0; sample < Math.max(samples, 1); sample++) {
      const pass = createPass(
        samples === 0 ? { mode: 'evaluate', row } : { mode: 'sample', key: foldIn(key!, sample), row },
      )
      const probabilities = scope(() =>
        noGrad(() => softmax(model.forward(rowsOnBackend(inputs, rows, backend), pass))),
      )
      classes = probabilities.shape[1]!
      const values = await probabilities.read()
      probabilities.dispose()
      rows.forEach((example, i) => {
        const own = values.subarray(i * classes, (i + 1) * classes)
        rowsOf[example] ??= new Float64Array(classes)
        own.forEach((value, c) => {
          rowsOf[example]![c]! += value / Math.max(samples, 1)
        })
        expected[example]! += entropyOf(own) / Math.max(samples, 1)
      })
    }
    row += rows.length
  }
  const mean = new Float32Array(count * classes)
  rowsOf.forEach((own, example) => {
    mean.set(own, example * classes)
  })
  const entropy = Float32Array.from(rowsOf, entropyOf)
  const mutualInformation = Float32Array.from(rowsOf, (own, example) =>
    samples === 0 ? 0 : Math.max(entropyOf(own) - expected[example]!, 0),
  )
  return { mean: { data: mean, shape: [count, classes] }, entropy, mutualInformation }
}

/** −Σ p ln p in nats, with 0 ln 0 = 0. */
function entropyOf(probabilities: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < probabilities.length; i++)
    if (probabilities[i]! > 0) sum -= probabilities[i]! * log(probabilities[i]!)
  return sum
}
