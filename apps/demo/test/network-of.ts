import { type Diagnosis, unitStatistics } from '@thinned/diagnosis'
import { entropyOfRows, mostProbable } from '@thinned/metrics'
import type { ClassPrediction, EpochRecord, ValuePrediction } from '@thinned/train'
import type { ClassData } from '../src/data/demo-data.ts'
import type { ClassPredictions } from '../src/training/predictions.ts'
import type { TrainedNetwork } from '../src/training/train-network.ts'

/** A trained network with these training losses of the full network, epoch by epoch. */
export function networkOf(losses: readonly number[], changes: Partial<TrainedNetwork> = {}): TrainedNetwork {
  const history = losses.map(
    (loss, epoch) =>
      ({
        epoch,
        runningLoss: loss,
        loss,
        thinnedLoss: 2 * loss,
        error: loss / 4,
        validationLoss: 2 * loss,
        validationError: loss / 2,
        measuredExamples: 1000,
        keep: {},
      }) as EpochRecord,
  )
  return {
    trainError: 0.01,
    loss: losses.at(-1)!,
    thinnedLoss: 2 * losses.at(-1)!,
    epochs: losses.length,
    seconds: 12.34,
    backend: 'wasm',
    history,
    errors: { training: losses.map((loss) => loss / 4), validation: losses.map((loss) => loss / 2) },
    predictions: classPredictions([]),
    diagnosis,
    features: { weights: new Float32Array(784 * 3).fill(0.5), units: 3 },
    ...changes,
  }
}

/** Predictions of these classes, certain of each, of ten classes. */
export function classPredictions(predicted: readonly number[]): ClassPredictions {
  const test = new Float32Array(predicted.length * 10)
  for (const [row, label] of predicted.entries()) test[row * 10 + label] = 1
  const both = { validation: classPrediction(new Float32Array(10).fill(0.1), 10), test: classPrediction(test, 10) }
  return { task: 'classification', full: both, sampled: both }
}

/** What `predict` gives with these probabilities, row by row. */
export function classPrediction(probabilities: Float32Array, classes: number): ClassPrediction {
  const entropy = Float32Array.from(entropyOfRows(probabilities, classes))
  return {
    mean: { data: probabilities, shape: [entropy.length, classes] },
    predicted: mostProbable(probabilities, classes),
    entropy,
    mutualInformation: entropy.map(() => 0),
  }
}

/** What `predict` gives for numbers: of one network, or the mean of several, one network after the other. */
export function numberPrediction(samples: readonly number[], count: number): ValuePrediction {
  const networks = samples.length / count
  const meanOf = (of: (sample: number, i: number) => number) =>
    Float32Array.from({ length: count }, (_, i) =>
      Array.from({ length: networks }, (_, s) => of(samples[s * count + i]!, i) / networks).reduce((a, b) => a + b, 0),
    )
  const mean = meanOf((sample) => sample)
  return {
    mean: { data: mean, shape: [count, 1] },
    variance: { data: meanOf((sample, i) => (sample - mean[i]!) ** 2), shape: [count, 1] },
    ...(networks > 1 && { samples: { data: Float32Array.from(samples), shape: [networks, count, 1] } }),
  }
}

/** What `diagnose` says of one layer of two units. */
export const diagnosis: Diagnosis = {
  examples: 2,
  loss: 0.25,
  error: null,
  layers: [
    {
      path: 'relu1',
      ...unitStatistics({ activations: [0, 1, 0, 2], units: 2 }),
      contributions: { increases: [0, 0.5], gini: 0.5 },
    },
  ],
  cka: [[1]],
  robustness: null,
  keep: null,
  gradientNoise: null,
}

/** Test images of these labels, of ten classes. */
export function imagesOf(name: string, labels: readonly number[]): ClassData {
  const part = (targets: readonly number[]) => ({
    name,
    inputs: { data: new Float32Array(targets.length), shape: [targets.length, 1] },
    targets: { data: Int32Array.from(targets), shape: [targets.length] },
    classes: 10,
  })
  return {
    name,
    example: 'image',
    task: 'classification',
    classNames: Array.from('0123456789'),
    splits: { train: part([0]), validation: part([0]), test: part(labels) },
  }
}
