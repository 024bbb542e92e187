import { dropout } from '@thinned/dropout'
import { flatten, flattenParams, type Layer, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { sizeOf } from '@thinned/tensor'
import { constraints, type EpochRecord, evaluate, fit, predict, schedules, sgd } from '@thinned/train'
import type { Splits } from '../load-data.ts'
import type { RunSettings } from '../settings.ts'
import { makeBackend } from './backend.ts'

export interface TrainingRequest {
  readonly settings: RunSettings
  readonly splits: Splits
  readonly withDropout: boolean
}

/** The progress of training: completed epochs, all epochs, and the error on the validation images, in [0, 1]. */
export interface Progress {
  readonly epoch: number
  readonly epochs: number
  readonly validationError: number
}

/** The numbers of one trained network. Errors are fractions; the gap is test minus training error. */
export interface Result {
  readonly trainError: number
  readonly testError: number
  readonly gap: number
  /** The training loss of the full network at the end. */
  readonly loss: number
  /** The training loss of the thinned network at the end. Equal to `loss` without dropout. */
  readonly thinnedLoss: number
  readonly epochs: number
  readonly seconds: number
}

/** A result, with the data of the report. */
export interface TrainedNetwork extends Result {
  /** The backend of the trained weights. */
  readonly backend: string
  readonly history: readonly EpochRecord[]
  /** The predicted class of each test image. */
  readonly predicted: Int32Array
  /** The weights of the first layer, [pixels, units]. */
  readonly features: { readonly weights: Float32Array; readonly units: number }
}

/**
 * Trains one of the two networks, then measures it on the test images.
 *
 * @throws {Error} where a loss at the end is not finite; `fit` checks those of the steps.
 */
export async function trainNetwork(
  { settings, splits, withDropout }: TrainingRequest,
  onProgress: (progress: Progress) => void,
): Promise<TrainedNetwork> {
  const { train, validation, test } = splits
  const classes = train.classes!
  const model = denseNetwork(
    sizeOf(train.inputs.shape.slice(1)),
    settings.hidden,
    classes,
    withDropout ? settings.keep : undefined,
  )
  const backend = await makeBackend(settings.backend)
  const started = performance.now()
  const { history } = await fit(model, {
    data: { train, validation },
    loss: 'crossEntropy',
    epochs: settings.epochs,
    batchSize: settings.batchSize,
    optimizer: sgd({ learningRate: schedules.cosine({ initial: settings.learningRate }), momentum: settings.momentum }),
    ...(settings.maxNorm === undefined ? {} : { constraint: constraints.maxNorm(settings.maxNorm) }),
    // All of it where it is small: the report shows the training error.
    measureTraining: 10_000,
    key: key(settings.seed),
    backend,
    callbacks: [
      {
        epoch: ({ record: { epoch, validationError = Number.NaN } }) =>
          onProgress({ epoch: epoch + 1, epochs: settings.epochs, validationError }),
      },
    ],
  })
  const seconds = (performance.now() - started) / 1000
  const { error: trainError, loss, thinnedLoss } = history.at(-1)!
  if (!Number.isFinite(loss) || !Number.isFinite(thinnedLoss))
    throw new Error(
      `The training loss at the end is ${loss}, the thinned network's ${thinnedLoss}: training diverged. Lower --learning-rate, or add a --max-norm.`,
    )
  const { error: testError } = await evaluate(model, test)
  const { predicted } = await predict(model, test.inputs)
  const first = flattenParams(model.params)['linear1/weight']!
  return {
    trainError,
    testError,
    gap: testError - trainError,
    loss,
    thinnedLoss,
    epochs: history.length,
    seconds,
    backend: first.backend.name,
    history,
    predicted,
    features: { weights: (await first.read()) as Float32Array, units: settings.hidden[0] ?? classes },
  }
}

/** flatten, then linear and relu for each hidden layer, then linear. Dropout stands before each linear layer with a keep below 1. */
export function denseNetwork(
  inputs: number,
  hidden: readonly number[],
  classes: number,
  keep: readonly number[] | undefined,
): Layer {
  const layers: Layer[] = [flatten()]
  const widths = [inputs, ...hidden, classes]
  for (let i = 0; i + 1 < widths.length; i++) {
    if (keep && keep[i]! < 1) layers.push(dropout({ keep: keep[i]! }))
    layers.push(linear(widths[i]!, widths[i + 1]!))
    if (i < hidden.length) layers.push(relu())
  }
  return sequential(...layers)
}
