import type { Dataset } from '@thinned/data'
import { flattenParams } from '@thinned/nn'
import { key } from '@thinned/rng'
import { constraints, evaluate, fit, predict, schedules, sgd } from '@thinned/train'
import { makeBackend } from './backend.ts'
import type { Splits } from './load-data.ts'
import { mostProbable } from './most-probable.ts'
import { network } from './network.ts'
import type { Arm } from './outcome.ts'
import type { RunSettings } from './settings.ts'

export interface ArmRequest {
  readonly settings: RunSettings
  readonly splits: Splits
  readonly withDropout: boolean
}

/** How far training is: epochs done, of how many, and the error on the validation images, in [0, 1]. */
export interface Progress {
  readonly done: number
  readonly of: number
  readonly validationError: number
}

/**
 * Trains one of the two networks and measures it on the test images, which it sees only then.
 *
 * @throws {Error} where the losses at the end are not finite; `fit` looks at those of the steps.
 */
export async function trainArm(
  { settings, splits, withDropout }: ArmRequest,
  listen: (progress: Progress) => void,
): Promise<Arm> {
  const { train, validation, test } = splits
  const classes = train.classes!
  const model = network(pixelsOf(train), settings.hidden, classes, withDropout ? settings.keep : undefined)
  const backend = await makeBackend(settings.backend)
  const started = performance.now()
  const { history } = await fit(model, {
    data: { train, validation },
    loss: 'crossEntropy',
    epochs: settings.epochs,
    batchSize: settings.batch,
    optimizer: sgd({ learningRate: schedules.cosine({ initial: settings.learningRate }), momentum: settings.momentum }),
    ...(settings.maxNorm === undefined ? {} : { constraint: constraints.maxNorm(settings.maxNorm) }),
    key: key(settings.seed),
    backend,
    callbacks: [
      {
        epoch: ({ record: { epoch, validationError = Number.NaN } }) =>
          listen({ done: epoch + 1, of: settings.epochs, validationError }),
      },
    ],
  })
  const seconds = (performance.now() - started) / 1000
  const { error: trainError, loss, thinnedLoss } = history.at(-1)!
  if (!Number.isFinite(loss) || !Number.isFinite(thinnedLoss))
    throw new Error(
      `The training loss at the end is ${loss}, the thinned network's ${thinnedLoss}: the last steps were too long. Lower --learning-rate, or give a --max-norm.`,
    )
  const { error: testError } = await evaluate(model, test)
  const { mean } = await predict(model, test.inputs)
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
    predicted: mostProbable(mean, classes),
    features: { weights: (await first.read()) as Float32Array, units: settings.hidden[0] ?? classes },
  }
}

function pixelsOf({ inputs }: Dataset): number {
  return inputs.shape.slice(1).reduce((product, extent) => product * extent, 1)
}
