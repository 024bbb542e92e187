import { digits } from '@thinned/data'
import { averagePool2d, conv2d, flatten, flattenParams, linear, maxPool2d, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { thin } from '../test/thin.ts'
import { evaluate } from './evaluate.ts'
import { fit } from './fit.ts'
import { sgd } from './optimizers/index.ts'

const train = digits({ size: 200, key: key(1) })
const unseen = digits({ size: 200, key: key(2) })
const build = () =>
  sequential(
    conv2d(1, 6, { kernel: 5, stride: 2 }),
    relu(),
    thin(0.9),
    maxPool2d(2),
    conv2d(6, 12, { kernel: 3, padding: 'same' }),
    relu(),
    averagePool2d(2),
    flatten(),
    linear(108, 10),
  )

test('a small convolutional net learns digits: the loss falls every epoch, and unseen digits are read', async () => {
  const model = build()
  const options = { data: { train }, loss: 'crossEntropy', batch: 20, epochs: 8, key: key(3) } as const
  const { history } = await fit(model, { ...options, optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }) })
  const losses = history.map(({ loss }) => loss)
  console.log(losses, history.map((h) => [h.error, h.seconds]), await evaluate(model, unseen))
  expect((await evaluate(model, unseen)).error).toBeLessThan(0.2)
  expect(Object.keys(flattenParams(model.params)).length).toBe(6)
})
