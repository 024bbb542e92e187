import { digits } from '@thinned/data'
import { averagePool2d, conv2d, flatten, flattenParams, init, linear, maxPool2d, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { sgd } from '../optimizers/index.ts'
import { fit } from './fit.ts'

const train = digits({ size: 120, key: key(1) })
const unseen = digits({ size: 60, key: key(2) })
const build = () =>
  sequential(
    conv2d(1, 6, { kernel: 5, stride: 2 }),
    relu(),
    maxPool2d(2),
    testDropout(0.9),
    conv2d(6, 12, { kernel: 3, padding: 'same' }),
    relu(),
    averagePool2d(2),
    flatten(),
    linear(108, 10),
  )

test('a small convolutional net learns digits: every parameter moves, the loss falls, unseen digits are read', {
  timeout: 60_000,
}, async () => {
  const model = build()
  init(model, key(3))
  const values = () => Object.values(flattenParams(model.params)).map((parameter) => parameter.readSync())
  const before = values()
  const { history } = await fit(model, {
    data: { train },
    loss: 'crossEntropy',
    batchSize: 12,
    epochs: 6,
    optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }),
    key: key(3),
  })
  values().forEach((after, i) => {
    expect(after).not.toEqual(before[i])
  })
  const losses = history.map(({ loss }) => loss)
  expect(losses).toEqual(losses.toSorted((a, b) => b - a))
  expect(losses.at(-1)).toBeLessThan(0.8)
  // A guess is wrong nine times in ten.
  expect((await evaluate(model, unseen)).error).toBeLessThan(0.5)
})
