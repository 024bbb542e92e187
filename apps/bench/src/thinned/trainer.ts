import { createPass, flattenParams, type Layer, losses } from '@thinned/nn'
import { foldIn, key } from '@thinned/rng'
import { type Backend, backward, noGrad, scope, type Tensor, zeros } from '@thinned/tensor'
import { sgd } from '@thinned/train'
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

/** A training loop of the packages' parts, as in the peers: forward, cross-entropy, backward, SGD with momentum. */
export function trainer(model: Layer, batches: readonly Batch[], backend: Backend): Trainer {
  const params = flattenParams(model.params)
  const optimizer = sgd(OPTIMIZER)
  const slots = Object.entries(params).map(([path, { shape }]) => [path, zeros(shape, { backend })] as const)
  const velocities = Object.fromEntries(slots)
  let step = 0
  return {
    step: () =>
      scope(() => {
        const at = { step, steps: Number.MAX_SAFE_INTEGER, epoch: 0 }
        const { inputs, labels } = batches[step % batches.length]!
        const pass = createPass({ mode: 'train', key: foldIn(key(2), step), step })
        step++
        const gradients = backward(losses.crossEntropy(model.forward(inputs, pass), labels), params)
        noGrad(() => {
          for (const [path, parameter] of Object.entries(params))
            scope(() => optimizer.update(parameter, gradients[path]!, { velocity: velocities[path]! }, at))
        })
      }),
    free() {
      for (const velocity of Object.values(velocities)) velocity.dispose()
    },
  }
}
