import type { EpochRecord } from '@thinned/train'
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
    features: { weights: new Float32Array(784 * 3).fill(0.5), units: 3 },
    ...changes,
  }
}

/** Predictions of these classes, certain of each, of ten classes. */
export function classPredictions(predicted: readonly number[]): ClassPredictions {
  const probabilities = new Float32Array(predicted.length * 10)
  for (const [row, label] of predicted.entries()) probabilities[row * 10 + label] = 1
  const validation = { probabilities: new Float32Array(10).fill(0.1) }
  return {
    task: 'classification',
    full: { validation, test: { probabilities } },
    sampled: { validation, test: { probabilities } },
  }
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
