import { type Dataset, digits, fingerprint } from '@thinned/data'
import { dropout } from '@thinned/dropout'
import { flatten, flattenParams, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import type { Backend } from '@thinned/tensor'
import { constraints, fit, sgd } from '@thinned/train'

/** What a short run with dropout ends at: fingerprints of the weights, and the losses. */
export interface TrainingResult {
  readonly weights: Readonly<Record<string, string>>
  readonly losses: readonly number[]
}

/** Trains a small network, on the embedded digits unless told otherwise. The result is the same, bit for bit, wherever it runs. */
export async function trainDigits(
  backend: Backend,
  train: Dataset = digits({ size: 500, key: key('digits') }),
): Promise<TrainingResult> {
  const model = sequential(
    flatten(),
    dropout({ keep: 0.8 }),
    linear(784, 100),
    relu(),
    dropout({ keep: 0.5 }),
    linear(100, 10),
  )
  const run = await fit(model, {
    data: { train },
    loss: 'crossEntropy',
    epochs: 3,
    batchSize: 50,
    optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }),
    constraint: constraints.maxNorm(2),
    key: key(5),
    backend,
  })
  const weights: Record<string, string> = {}
  for (const [path, tensor] of Object.entries(flattenParams(model.params))) {
    const data = (await tensor.read()) as Float32Array
    const inputs = { data, shape: [data.length] }
    weights[path] = fingerprint({
      name: path,
      inputs,
      targets: { data: new Float32Array(data.length), shape: [data.length] },
    })
  }
  return { weights, losses: run.history.flatMap(({ loss, thinnedLoss }) => [loss, thinnedLoss]) }
}

/** 28x28 images in a row, with their labels, as data to train on. */
export function imagesOf(images: Float32Array, labels: Int32Array): Dataset {
  return {
    name: 'given',
    inputs: { data: images, shape: [labels.length, 28, 28] },
    targets: { data: labels, shape: [labels.length] },
    classes: 10,
  }
}
