import { digits } from '@thinned/data'
import { flatten, type Layer, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type BuildContext, fit, sgd } from '@thinned/train'

/** Trains a member of an ensemble on the embedded digits. */
export async function build({ key: memberKey, signal, report }: BuildContext): Promise<Layer> {
  report('begins')
  const model = sequential(flatten(), linear(784, 16), relu(), linear(16, 10))
  await fit(model, {
    data: { train: digits({ size: 200, key: key('digits') }) },
    loss: 'crossEntropy',
    epochs: 1,
    batchSize: 50,
    optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }),
    key: memberKey,
    signal,
  })
  return model
}
