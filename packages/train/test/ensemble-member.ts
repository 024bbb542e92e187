// A member that is trained on a worker, in Node and in browsers, or here.
import { twoMoons } from '@thinned/data'
import { type Layer, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type BuildContext, checkpointStore, fit, sgd } from '@thinned/train'

const train = twoMoons({ size: 60, key: key(1) })

export async function build(context: BuildContext): Promise<Layer> {
  const model = sequential(linear(2, 6), relu(), linear(6, 2))
  context.report({ began: context.index })
  await fit(model, {
    data: { train },
    loss: 'crossEntropy',
    epochs: 3,
    batchSize: 20,
    optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
    key: context.key,
    signal: context.signal,
    checkpoint: { store: checkpointStore(context.place), everySteps: 2 },
    resume: true,
  })
  return model
}
