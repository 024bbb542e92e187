import { twoMoons } from '@thinned/data'
import { linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type Callback, type CheckpointStore, type FitResult, fit, sgd } from '../src/index.ts'
import { testDropout } from './dropout-layer.ts'
import { memoryStore } from './memory-store.ts'

/** Steps of an epoch of the run. */
export const PER_EPOCH = 3

/** A short run of four epochs that something listens to. */
export function listenedRun(
  callbacks: readonly Callback[],
  { store = memoryStore(), resume = false }: { readonly store?: CheckpointStore; readonly resume?: boolean } = {},
): Promise<FitResult> {
  return fit(sequential(linear(2, 6), relu(), testDropout(0.8), linear(6, 2)), {
    data: { train: twoMoons({ size: 30, key: key(1) }), validation: twoMoons({ size: 20, key: key(2) }) },
    loss: 'crossEntropy',
    epochs: 4,
    batchSize: 10,
    optimizer: sgd({ learningRate: 0.1 }),
    key: key(3),
    validateEvery: { epochs: 2 },
    checkpoint: { store, everyEpochs: 2 },
    resume,
    callbacks,
  })
}

/** Ends a run with an error after some steps, as if it had been killed: without another checkpoint. */
export function killer(after: number): Callback {
  return {
    name: 'killer',
    step({ step }) {
      if (step === after) throw new Error('killed')
    },
  }
}
