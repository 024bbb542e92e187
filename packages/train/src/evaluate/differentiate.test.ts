import { batches, take, twoMoons } from '@thinned/data'
import { batchNorm, flattenParams, init, type Layer, linear, losses, mapParams, relu, sequential } from '@thinned/nn'
import { foldIn, key } from '@thinned/rng'
import { mul, reference, square, sum, type Tensor, type TypedArray, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { fit } from '../run/fit.ts'
import type { Optimizer } from '../updates/rules.ts'
import { differentiate } from './differentiate.ts'
import { evaluate } from './evaluate.ts'

const data = twoMoons({ size: 30, key: key(1) })

/** A linear layer that asks for small weights in training. */
function penalized(): Layer<2, 8> {
  const layer = linear(2, 8)
  const { forwardFused } = layer
  layer.forwardFused = (x, pass, epilogue, params = layer.params) => {
    if (pass.mode === 'train') pass.report('penalty', mul(sum(square(params['weight'] as Tensor)), 0.25))
    return forwardFused!(x, pass, epilogue, params)
  }
  return layer
}

const build = () => sequential(penalized(), batchNorm(8), relu(), testDropout(0.5), linear(8, 2))

test('it is the gradient of a step of fit, to the last bit', async () => {
  const [model, trained] = [build(), build()]
  for (const each of [model, trained]) init(each, key(2))
  const seen: TypedArray[] = []
  const optimizer: Optimizer = {
    name: 'watcher',
    settings: {},
    stateNames: [],
    update: (_, gradient) => seen.push(gradient.readSync()),
  }
  const { history } = await fit(trained, {
    data: { train: data },
    loss: 'crossEntropy',
    epochs: 1,
    batchSize: 30,
    optimizer,
    key: key(3),
  })
  const [rows] = batches(30, 30, foldIn(foldIn(key(3), 'data'), 0))
  const step = { mode: 'train', key: foldIn(foldIn(key(3), 'step'), 0) } as const
  const { loss, gradients } = await differentiate(model, take(data, rows!), step)
  expect(loss).toBe(history[0]!.runningLoss)
  expect(Object.values(gradients)).toEqual(seen)
  expect(Object.keys(gradients)).toEqual(Object.keys(flattenParams(model.params)))
  const other = await differentiate(model, take(data, rows!), { ...step, key: key(4) })
  expect(other.gradients['linear1/bias']).not.toEqual(gradients['linear1/bias'])
})

test('without a mode it is the full network, of which nothing changes; parameters need not require a gradient', async () => {
  const model = build()
  init(model, key(2))
  const before = [model.params, model.state].map((held) => Object.values(flattenParams(held)).map((t) => t.readSync()))
  const buffers = reference.memory().buffers
  const { loss, gradients } = await differentiate(model, data)
  await differentiate(model, data, { mode: 'train', key: key(4), row: 3, moment: { step: 1, steps: 2, epoch: 0 } })
  expect(loss).toBeCloseTo((await evaluate(model, data)).loss, 6)
  const after = [model.params, model.state].map((held) => Object.values(flattenParams(held)).map((t) => t.readSync()))
  expect(after).toEqual(before)
  expect(reference.memory().buffers).toBe(buffers)
  model.params = mapParams(model.params, (p) => tensor(p.readSync(), { shape: p.shape }))
  expect((await differentiate(model, data)).gradients).toEqual(gradients)
  const objective = await differentiate(model, data, {
    loss: (forward, { inputs, targets }) => losses.crossEntropy(forward(inputs), targets),
  })
  expect(objective.gradients).toEqual(gradients)
})

test('what has no gradient is refused', async () => {
  const model = build()
  init(model, key(2))
  await expect(differentiate(model, data, { mode: 'train' })).rejects.toThrow('without a key')
  await expect(differentiate(model, { ...data, weights: { data: new Float32Array(30), shape: [30] } })).rejects.toThrow(
    'in which no example counts',
  )
  await expect(differentiate(model, take(data, []))).rejects.toThrow('in which no example counts')
})
