// A module that a bundler makes a worker of; main trains with it too.
import { digits } from '@thinned/data'
import { flatten, type Layer, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { fit, type ServedFit, type ServedFitOptions, serveFit, sgd } from '@thinned/train'

export async function train(
  { epochs }: { readonly epochs: number },
  options: Partial<ServedFitOptions> = {},
): Promise<ServedFit & { readonly model: Layer }> {
  const model = sequential(flatten(), linear(784, 16), relu(), linear(16, 10))
  const run = await fit(model, {
    data: { train: digits({ size: 200, key: key('digits') }) },
    loss: 'crossEntropy',
    epochs,
    batchSize: 50,
    optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }),
    key: key(42),
    ...options,
  })
  return { model, run }
}

serveFit(train)
