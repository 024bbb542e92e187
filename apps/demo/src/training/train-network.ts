import type { Diagnosis } from '@thinned/diagnosis'
import { flattenParams } from '@thinned/nn'
import { key } from '@thinned/rng'
import { sizeOf } from '@thinned/tensor'
import { constraints, type EpochRecord, fit, schedules, sgd } from '@thinned/train'
import type { LearningData } from '../data/demo-data.ts'
import type { RunSettings } from '../settings.ts'
import { makeBackend } from './backend.ts'
import { denseNetwork } from './dense-network.ts'
import { diagnosisOf } from './diagnosis.ts'
import { type Predictions, predictionsOf } from './predictions.ts'

export interface TrainingRequest {
  readonly settings: RunSettings
  readonly data: LearningData
  readonly withDropout: boolean
}

/** How far a network has come. */
export interface Progress {
  /** Completed epochs, and all epochs. */
  readonly epoch: number
  readonly epochs: number
  /** On the validation examples, as the task measures it. */
  readonly validationError: number
  /** After the last epoch: what is done with the network, and the share of it that is done. */
  readonly after?: { readonly doing: 'predicting' | 'diagnosing'; readonly done: number }
}

/** A trained network: its numbers, and the data of the report. Errors are as the task measures them. */
export interface TrainedNetwork {
  readonly trainError: number
  /** The training loss of the full network at the end. */
  readonly loss: number
  /** The training loss of the thinned network at the end. Equal to `loss` without dropout. */
  readonly thinnedLoss: number
  readonly epochs: number
  readonly seconds: number
  /** The backend of the trained weights. */
  readonly backend: string
  readonly history: readonly EpochRecord[]
  /** The errors after each epoch. */
  readonly errors: { readonly training: readonly number[]; readonly validation: readonly number[] }
  readonly predictions: Predictions
  /** On test examples. */
  readonly diagnosis: Diagnosis
  /** The weights of the first layer, [inputs, units]. */
  readonly features: { readonly weights: Float32Array; readonly units: number }
}

/**
 * Trains one of the two networks, predicts the validation and the test examples, and diagnoses it.
 *
 * @throws {Error} where a loss at the end is not finite; `fit` checks those of the steps.
 */
export async function trainNetwork(
  { settings, data, withDropout }: TrainingRequest,
  onProgress: (progress: Progress) => void,
): Promise<TrainedNetwork> {
  const { train, validation } = data.splits
  const outputs = data.task === 'classification' ? data.classNames.length : 1
  const scale = data.task === 'classification' ? 1 : data.scale.scale
  const inputs = sizeOf(train.inputs.shape.slice(1))
  const model = denseNetwork(inputs, settings.hidden, outputs, withDropout ? settings.keep : undefined)
  const backend = await makeBackend(settings.backend)
  const started = performance.now()
  const validationErrorOf = ({ validationError, validationLoss }: EpochRecord): number =>
    (data.task === 'classification' ? validationError : scale * Math.sqrt(validationLoss!)) ?? Number.NaN
  const { history } = await fit(model, {
    data: { train, validation },
    loss: data.task === 'classification' ? 'crossEntropy' : 'mse',
    epochs: settings.epochs,
    batchSize: settings.batchSize,
    optimizer: sgd({ learningRate: schedules.cosine({ initial: settings.learningRate }), momentum: settings.momentum }),
    ...(settings.table ? { clipNorm: CLIP_NORM } : {}),
    ...(settings.maxNorm === undefined ? {} : { constraint: constraints.maxNorm(settings.maxNorm) }),
    // All of it where it is small: the report shows the training error.
    measureTraining: 10_000,
    key: key(settings.seed),
    backend,
    callbacks: [
      {
        epoch: ({ record }) =>
          onProgress({
            epoch: record.epoch + 1,
            epochs: settings.epochs,
            validationError: validationErrorOf(record as EpochRecord),
          }),
      },
    ],
  })
  const seconds = (performance.now() - started) / 1000
  const last = history.at(-1)!
  const { loss, thinnedLoss } = last
  if (!Number.isFinite(loss) || !Number.isFinite(thinnedLoss))
    throw new Error(
      `The training loss at the end is ${loss}, the thinned network's ${thinnedLoss}: training diverged. Lower --learning-rate, or add a --max-norm.`,
    )
  const errors = {
    training: history.map(({ error, loss }) => (data.task === 'classification' ? error : scale * Math.sqrt(loss))),
    validation: history.map(validationErrorOf),
  }
  const { epochs } = settings
  const after = (doing: NonNullable<Progress['after']>['doing']) => (done: number) =>
    onProgress({ epoch: epochs, epochs, validationError: errors.validation.at(-1)!, after: { doing, done } })
  const sampled = withDropout ? settings : { ...settings, samples: 0 }
  const predictions = await predictionsOf(model, data, sampled, after('predicting'))
  const widths = [inputs, ...settings.hidden, outputs]
  const diagnosis = await diagnosisOf(model, data, widths, settings, after('diagnosing'))
  const first = flattenParams(model.params)['linear1/weight']!
  return {
    trainError: errors.training.at(-1)!,
    loss,
    thinnedLoss,
    epochs: history.length,
    seconds,
    backend: first.backend.name,
    history,
    errors,
    predictions,
    diagnosis,
    features: { weights: (await first.read()) as Float32Array, units: settings.hidden[0] ?? outputs },
  }
}

/** Tables have outliers: one of them must not throw the network far away. */
const CLIP_NORM = 5
