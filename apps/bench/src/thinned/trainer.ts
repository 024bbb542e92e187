import type { Layer } from '@thinned/nn'
import { key } from '@thinned/rng'
import type { Backend, Tensor } from '@thinned/tensor'
import { sgd, trainer as trainerOf } from '@thinned/train'
import { OPTIMIZER } from '../shapes.ts'

export interface Batch {
  readonly inputs: Tensor
  readonly labels: Tensor
}

export interface Trainer {
  /** Trains on the next batch, in turns. */
  step(): void
  free(): void
}

/** A training loop by hand, as in the peers: forward, cross-entropy, backward, SGD with momentum. */
export async function trainer(model: Layer, batches: readonly Batch[], backend: Backend): Promise<Trainer> {
  const optimizer = sgd(OPTIMIZER)
  const training = await trainerOf(model, { loss: 'crossEntropy', optimizer, key: key(2), backend })
  return {
    step() {
      const { inputs, labels } = batches[training.steps % batches.length]!
      training.step(inputs, labels)
    },
    free: () => training.dispose(),
  }
}
