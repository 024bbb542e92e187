import { dropout } from '@thinned/dropout'
import { conv2d, flatten, init, type Layer, linear, maxPool2d, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import type { Backend } from '@thinned/tensor'
import type { Prepare } from '../protocol/answer.ts'
import { CONV, CONV_BATCH, CONV_KEEP } from '../shapes.ts'
import { digitBatches } from './digit-batches.ts'
import { trainingWorkload } from './training-workload.ts'

/** Of the steps that a perceptron is trained, a convolutional net takes so many: they cost more, and it learns faster. */
const SHARE_OF_STEPS = 0.1

/** A training step of the convolutional network with dropout, on digits. */
export function convWorkload(backend: Backend): Prepare {
  const [first, second, third] = CONV.channels
  const make = (backend: Backend): Layer => {
    const model = sequential(
      conv2d(first, second, { kernel: CONV.kernel }),
      relu(),
      conv2d(second, third, { kernel: CONV.kernel }),
      relu(),
      maxPool2d(CONV.pool),
      dropout({ keep: CONV_KEEP.pooled }),
      flatten(),
      linear(CONV.flat, CONV.dense),
      relu(),
      dropout({ keep: CONV_KEEP.dense }),
      linear(CONV.dense, CONV.classes),
    )
    init(model, key(1), { backend })
    return model
  }
  return async ({ trainingSteps, read }) => {
    const batches = await digitBatches(read, [CONV_BATCH, CONV.side, CONV.side, first])
    return trainingWorkload(backend, make, batches, Math.round(SHARE_OF_STEPS * trainingSteps))
  }
}
