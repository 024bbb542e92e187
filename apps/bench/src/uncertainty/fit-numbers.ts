import type { Dataset } from '@thinned/data'
import type { Layer } from '@thinned/nn'
import type { Key } from '@thinned/rng'
import type { Backend } from '@thinned/tensor'
import { adam, fit, schedules } from '@thinned/train'

export interface NumberTraining {
  readonly epochs: number
  readonly batchSize: number
  /** The first; it falls to 0 along half a cosine. */
  readonly learningRate: number
}

/** Trains a net on numbers by their mean squared error. */
export async function fitNumbers(
  model: Layer,
  train: Dataset,
  { epochs, batchSize, learningRate }: NumberTraining,
  key: Key,
  backend: Backend,
): Promise<void> {
  await fit(model, {
    data: { train },
    loss: 'mse',
    epochs,
    batchSize,
    optimizer: adam({ learningRate: schedules.cosine({ initial: learningRate }) }),
    measureTraining: 'none',
    key,
    backend,
  })
}
