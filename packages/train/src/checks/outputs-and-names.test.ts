import { splitDataset, twoMoons } from '@thinned/data'
import { conv2d, flatten, init, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect, it, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { saveModel } from '../model-file/model-file.ts'
import { sgd } from '../optimizers/index.ts'
import { fit } from '../run/fit.ts'

const { name: _, ...nameless } = twoMoons({ size: 12, key: key(1) })
const options = { epochs: 1, batchSize: 4, optimizer: sgd({ learningRate: 0.1 }), key: key(1) }

test('a model with more outputs than classes is refused before the first step', async () => {
  const model = sequential(linear(2, 3))
  const train = twoMoons({ size: 12, key: key(1) })
  await expect(fit(model, { ...options, data: { train }, loss: 'crossEntropy' })).rejects.toThrow(
    'The model gives [3] for each example [2], but the train data two moons has 2 classes; crossEntropy takes [classes], one logit for each.',
  )
  expect(model.params).toEqual({})
})

test('data without a name is called by its role alone', async () => {
  const train = { ...nameless, classes: undefined } as never
  await expect(fit(linear(2, 2), { ...options, data: { train }, loss: 'crossEntropy' })).rejects.toThrow(
    'The train data does not say how many classes it has',
  )
  expect(splitDataset(nameless as never, { part: 0.5 }, key(1)).part).toHaveProperty('name', 'the data set (part)')
})

const made = <M extends Parameters<typeof init>[0]>(model: M): M => {
  init(model, key(1))
  return model
}

it.each([
  ['linear', made(linear(2, 2))],
  ['a chain', made(sequential(linear(2, 3), relu(), sequential(linear(3, 2), testDropout(0.5))))],
])('saveModel refuses class names of another number than the outputs of %s', async (_, model) => {
  await expect(saveModel(model, { classNames: ['a', 'b', 'c'] })).rejects.toThrow(
    'saveModel was given 3 classNames (a, b, c), but the model has 2 outputs; give one name for each, in the order of the labels.',
  )
  await saveModel(model, { classNames: ['a', 'b'] })
})

test('saveModel takes two class names of one logit, and any where the outputs are not known', async () => {
  await saveModel(made(sequential(linear(2, 1))), { classNames: ['no', 'yes'] })
  await saveModel(made(sequential(conv2d(1, 2, { kernel: 2 }), flatten())), { classNames: ['no', 'yes'] })
})
