import { disposeParams } from '@thinned/nn'
import { key } from '@thinned/rng'
import type { Backend } from '@thinned/tensor'
import { predict } from '@thinned/train'
import { type Prepare, timesOf } from '../protocol/answer.ts'
import { MLP, MLP_BATCH, SAMPLES } from '../shapes.ts'
import { digitBatches, disposeBatches } from './digit-batches.ts'
import { network } from './network.ts'

/** `predict` with samples: thinned passes, their mean and what follows from them. */
export function monteCarlo(backend: Backend): Prepare {
  const share = backend.name === 'reference' ? 0.05 : 1
  return async ({ read }) => {
    const model = network(MLP, true, backend)
    const batches = (await digitBatches(read, [MLP_BATCH, MLP[0]]))(backend)
    const { inputs } = batches[0]!
    return timesOf(() => predict(model, inputs, { samples: SAMPLES * share, key: key(7) }), {
      share,
      note: 'predict(): also entropy and mutual information',
      free() {
        disposeParams(model)
        disposeBatches(batches)
      },
    })
  }
}
