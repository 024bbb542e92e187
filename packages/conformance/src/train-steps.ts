import { dropout } from '@thinned/dropout'
import { conv2d, flatten, init, linear, maxPool2d, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import type { Backend } from '@thinned/tensor'
import { adam, fit } from '@thinned/train'

/** The losses of a short run of a convolutional network with dropout and adam: the same, bit for bit, wherever it runs. */
export async function trainSteps(backend: Backend): Promise<number[]> {
  const model = sequential(
    conv2d(1, 3, { kernel: 3 }),
    relu(),
    maxPool2d(2),
    flatten(),
    dropout({ keep: 0.7 }),
    linear(27, 9),
    relu(),
    dropout({ keep: 0.5 }),
    linear(9, 3),
  )
  init(model, key('first weights'), { backend })
  const inputs = {
    data: Float32Array.from({ length: 30 * 64 }, (_, i) => ((i * 7919) % 1009) / 1009),
    shape: [30, 8, 8, 1],
  }
  const targets = { data: Int32Array.from({ length: 30 }, (_, i) => (i * i) % 3), shape: [30] }
  const { history } = await fit(model, {
    data: { train: { name: 'patterns', inputs, targets, classes: 3 } },
    loss: 'crossEntropy',
    epochs: 2,
    batchSize: 10,
    optimizer: adam({ learningRate: 0.01 }),
    key: key('minified'),
    backend,
  })
  return history.flatMap(({ loss, thinnedLoss }) => [loss, thinnedLoss])
}
