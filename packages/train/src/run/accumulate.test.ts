import { asSource, type Dataset, take, twoMoons } from '@thinned/data'
import { flattenParams, type Layer, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { mul, reference, scope, square, sum, type Tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { center } from '../../test/center.ts'
import { testDropout } from '../../test/dropout-layer.ts'
import { memoryStore } from '../../test/memory-store.ts'
import { sgd } from '../optimizers/index.ts'
import { fit } from './fit.ts'
import type { FitOptions } from './fit-options.ts'

const train = twoMoons({ size: 70, key: key(1) })
const build = () => sequential(linear(2, 12), relu(), testDropout(0.7), linear(12, 2))
const settings: FitOptions = {
  data: { train },
  loss: 'crossEntropy',
  epochs: 2,
  batchSize: 4,
  accumulate: 5,
  optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
  clipNorm: 1,
  l2: 1e-3,
  key: key(42),
}
const tensors = (model: Layer) => [model.params, model.state].flatMap((held) => Object.values(flattenParams(held)))
const values = (model: Layer) => tensors(model).map((held) => Array.from(held.readSync()))
const close = (model: Layer, digits: number) =>
  values(model).map((all) => all.map((value) => expect.closeTo(value, digits)))

test('batches are accumulated to the step of all their examples, masks and last, shorter steps included', async () => {
  const [parts, whole] = [build(), build()]
  const first = await fit(parts, settings)
  const second = await fit(whole, { ...settings, batchSize: 20, accumulate: 1 })
  expect([first.steps, second.steps]).toEqual([8, 8])
  expect(values(parts)).toEqual(close(whole, 5))
  expect(values(parts)).not.toEqual(values(whole))
  for (const [epoch, { runningLoss, loss }] of first.history.entries()) {
    expect(runningLoss).toBeCloseTo(second.history[epoch]!.runningLoss, 5)
    expect(loss).toBeCloseTo(second.history[epoch]!.loss, 5)
  }
})

test('one batch a step is what it was without', async () => {
  const [one, none] = [build(), build()]
  await fit(one, { ...settings, accumulate: 1 })
  const { accumulate: _, ...without } = settings
  await fit(none, without)
  expect(values(one)).toEqual(values(none))
})

test('the order is documented: g ← g + share · gradient, part after part', async () => {
  // One weight, whose gradient by the mean of x·w over a part is the mean of its x.
  const x = Float32Array.of(0.1, 0.7, 1e8, -3.3, 0.2)
  const data: Dataset = {
    name: 'x',
    inputs: { data: x, shape: [5, 1] },
    targets: { data: new Float32Array(5), shape: [5, 1] },
  }
  const loss: FitOptions['loss'] = (forward, { inputs }) => mul(sum(forward(inputs)), 1 / inputs.shape[0]!)
  const seen: number[] = []
  const optimizer = {
    ...sgd({ learningRate: 0 }),
    update: (_: Tensor, gradient: Tensor) => void seen.push(gradient.readSync()[0]!),
  }
  const rows: number[] = []
  const source = {
    ...asSource(data),
    fetch: async (asked: ArrayLike<number>) => {
      if (rows.length === 0) rows.push(...Array.from(asked))
      return take(data, asked)
    },
  }
  await fit(linear(1, 1, { bias: false }), {
    data: { train: source },
    loss,
    epochs: 1,
    batchSize: 2,
    accumulate: 3,
    optimizer,
    key: key(3),
  })
  const f = Math.fround
  const parts = [rows.slice(0, 2), rows.slice(2, 4), rows.slice(4)]
  const gradients = parts.map((part) => part.map((row) => f(x[row]! * f(1 / part.length))).reduce((a, b) => f(a + b)))
  const expected = parts.map(({ length }, i) => f(f(length / 5) * gradients[i]!)).reduce((a, b) => f(a + b))
  expect(seen).toEqual([expected])
})

test('weights of examples share the step out: a part that counts more has more of the gradient', async () => {
  const weights = { data: Float32Array.from({ length: 70 }, (_, i) => (i % 7 === 0 ? 0 : 1 + (i % 3))), shape: [70] }
  const weighted: FitOptions['loss'] = (forward, { inputs, weights: counts }) => {
    const each = sum(square(forward(inputs)), 1)
    return mul(sum(mul(each, counts!)), 1 / Array.from(counts!.readSync()).reduce((total, weight) => total + weight, 0))
  }
  const data = { train: { ...train, weights } }
  const [parts, whole] = [build(), build()]
  const first = await fit(parts, { ...settings, data, loss: weighted })
  const second = await fit(whole, { ...settings, data, loss: weighted, batchSize: 20, accumulate: 1 })
  expect(values(parts)).toEqual(close(whole, 5))
  expect(first.history[1]!.loss).toBeCloseTo(second.history[1]!.loss, 5)
  expect(first.history[1]!.runningLoss).toBeCloseTo(second.history[1]!.runningLoss, 5)
})

test('penalties count once, state follows part after part, and both resume to the same bits', async () => {
  const penalized = () => {
    const layer = linear(2, 12)
    const { forwardFused } = layer
    layer.forwardFused = (x, pass, epilogue, params = layer.params) => {
      if (pass.mode === 'train')
        pass.report(
          'penalty',
          scope(() => mul(sum(square(params['weight'] as Tensor)), 0.1)),
        )
      return forwardFused!(x, pass, epilogue, params)
    }
    return layer
  }
  const [parts, whole] = [0, 1].map(() => sequential(penalized(), relu(), linear(12, 2))) as [Layer, Layer]
  const first = await fit(parts, settings)
  const second = await fit(whole, { ...settings, batchSize: 20, accumulate: 1 })
  expect(values(parts)).toEqual(close(whole, 5))
  expect(first.history[1]!.penalty).toBeCloseTo(second.history[1]!.penalty!, 5)

  const before = reference.memory().buffers
  const centered = () => sequential(center(2), penalized(), relu(), linear(12, 2))
  const store = memoryStore()
  const model = centered()
  await fit(model, { ...settings, checkpoint: { store, everySteps: 1 } })
  expect(reference.memory().buffers - before).toBe(tensors(model).length)
  const resumed = centered()
  await fit(resumed, { ...settings, checkpoint: { store: memoryStore(store.saved[2]!) }, resume: true })
  expect(values(resumed)).toEqual(values(model))
  // Eighteen parts an epoch, and the running mean moves a tenth of the way at each.
  const steps = await fit(sequential(center(2), linear(2, 2)), { ...settings, epochs: 1 })
  expect(steps.steps).toBe(4)
  const mean = train.inputs.data.reduce((total, value, i) => total + (i % 2 === 0 ? value : 0), 0) / 70
  expect(values(model).at(-1)![0]! / mean).toBeGreaterThan(1 - 0.9 ** 20)
})

test('a part that is not finite stops the step before anything moves', async () => {
  const broken = { ...train, inputs: { ...train.inputs, data: train.inputs.data.with(3, Number.NaN) as Float32Array } }
  const model = build()
  const before = reference.memory().buffers
  await expect(fit(model, { ...settings, data: { train: asSource(broken) } })).rejects.toThrow(
    'the inputs of the batch hold values',
  )
  expect(reference.memory().buffers - before).toBe(4)
  await expect(fit(build(), { ...settings, accumulate: 0 })).rejects.toThrow('fit was given accumulate 0; it takes')
})
