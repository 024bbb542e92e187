import type { Backend } from '@thinned/tensor'
import type { Prepare } from '../protocol/answer.ts'
import { MLP, MLP_BATCH } from '../shapes.ts'
import { denseBatches, digitBatches } from './digit-batches.ts'
import { network } from './network.ts'
import { trainingWorkload } from './training-workload.ts'

/** A training step of the MLP: with dropout or plain, on digits or on dense random inputs. */
export function mlpWorkload(backend: Backend, name: string): Prepare {
  return async ({ trainingSteps, read }) => {
    const makeBatches = name === 'mlp-dense-input' ? denseBatches : digitBatches
    const make = (backend: Backend) => network(MLP, name !== 'mlp-plain', backend)
    return trainingWorkload(backend, make, await makeBatches(read, [MLP_BATCH, MLP[0]]), trainingSteps)
  }
}
