import { disposeParams } from '@thinned/nn'
import { key } from '@thinned/rng'
import type { Backend } from '@thinned/tensor'
import { predict } from '@thinned/train'
import { type Prepare, timesOf } from '../protocol/serve.ts'
import { MLP, SAMPLES } from '../shapes.ts'
import { digitBatches } from './mlp.ts'
import { network } from './network.ts'

/** `predict` with samples: thinned passes, their mean and what follows from them. */
export function monteCarlo(backend: Backend): Prepare {
  const share = backend.name === 'reference' ? 0.05 : 1
  return ({ folder }) => {
    const model = network(MLP, true, backend)
    const { inputs } = digitBatches(folder, backend)[0]!
    return timesOf(() => predict(model, inputs, { samples: SAMPLES * share, key: key(7) }), {
      share,
      note: 'predict(): also entropy and mutual information',
      free() {
        disposeParams(model)
        inputs.dispose()
      },
    })
  }
}
