import { disposeParams } from '@thinned/nn'
import { integers, key } from '@thinned/rng'
import { type Backend, randomNormal, tensor } from '@thinned/tensor'
import { type Prepare, timesOf } from '../protocol/answer.ts'
import { SMALL, SMALL_BATCH } from '../shapes.ts'
import { network } from './network.ts'
import { trainer } from './trainer.ts'

/** Steps of a net so small that only overhead counts. */
export function small(backend: Backend): Prepare {
  return async () => {
    const inputs = randomNormal(key(5), [SMALL_BATCH, SMALL[0]], { backend })
    const labels = tensor(Int32Array.from(integers(key(6), SMALL_BATCH, { high: SMALL.at(-1)! })), { backend })
    const model = network(SMALL, true, backend)
    const { step, free } = await trainer(model, [{ inputs, labels }], backend)
    return timesOf(step, {
      free() {
        free()
        disposeParams(model)
        inputs.dispose()
        labels.dispose()
      },
    })
  }
}
