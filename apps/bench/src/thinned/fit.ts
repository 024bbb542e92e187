import { disposeParams, flattenParams } from '@thinned/nn'
import { key } from '@thinned/rng'
import { assign, type Backend, noGrad, scope, type Tensor, tensor } from '@thinned/tensor'
import { fit, sgd } from '@thinned/train'
import { type Prepare, timesOf } from '../protocol/answer.ts'
import { FIT_IMAGES, MLP, MLP_BATCH, OPTIMIZER } from '../shapes.ts'
import { digitBatches } from './digit-batches.ts'
import { network } from './network.ts'
import { takeOver } from './training-workload.ts'

/** The part of an epoch that plain TypeScript does in a second or so. */
const SHARE_OF_REFERENCE = 0.02
const MEASURED = 2000

/** An epoch of `fit` on the digits, which repeat, from the same trained weights each time. */
export function fitWorkload(backend: Backend, name: string): Prepare {
  const share = backend.name === 'reference' ? SHARE_OF_REFERENCE : 1
  const size = share * FIT_IMAGES
  const make = (backend: Backend) => network(MLP, true, backend)
  return async ({ trainingSteps, read }) => {
    const [pixels, digits] = [await read('images.bin'), await read('labels.bin')]
    const images = new Float32Array(size * MLP[0]).map((_, i) => pixels[i % pixels.length]! / 255)
    const labels = new Int32Array(size).map((_, i) => digits[i % digits.length]!)
    const inputs = { data: images, shape: [size, MLP[0]] }
    const train = { name: 'images', inputs, targets: { data: labels, shape: [size] }, classes: MLP.at(-1)! }
    const model = make(backend)
    if (trainingSteps > 0) await takeOver(model, make, await digitBatches(read, [MLP_BATCH, MLP[0]]), trainingSteps)
    const params = Object.values(flattenParams(model.params))
    const first = params.map(copyOf)
    const epoch = (): Promise<unknown> => {
      for (const [i, parameter] of params.entries()) assign(parameter, first[i]!)
      return fit(model, {
        data: { train },
        loss: 'crossEntropy',
        epochs: 1,
        batchSize: MLP_BATCH,
        optimizer: sgd(OPTIMIZER),
        key: key(4),
        measureTraining: name === 'fit-unmeasured' ? 'none' : share * MEASURED,
      })
    }
    return timesOf(epoch, {
      share,
      free() {
        disposeParams(model)
        for (const copy of first) copy.dispose()
      },
    })
  }
}

function copyOf(parameter: Tensor): Tensor {
  const { shape, backend } = parameter
  return scope(() => noGrad(() => tensor(parameter.readSync(), { shape, backend })))
}
