import { asSource, type Dataset, twoMoons } from '@thinned/data'
import { initializers, type Layer, linear, losses, plainLayer, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { alias, div, mean, mul, reference, sqrt, square, sum, type Tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { sgd } from '../optimizers/index.ts'
import { fit } from './fit.ts'
import type { FitOptions } from './fit-options.ts'

const train = twoMoons({ size: 20, key: key(1) })
const settings: FitOptions = {
  data: { train },
  loss: 'crossEntropy',
  epochs: 3,
  batchSize: 10,
  optimizer: sgd({ learningRate: 0.1 }),
  key: key(2),
}

function custom(kind: string, forward: Layer['forward']): Layer<'any', 'same'> {
  return { ...(plainLayer(kind, undefined) as Layer<'any', 'same'>), outputShape: (input) => input, forward }
}

/** Not finite from a step on, and only where the network is thinned. */
const bursting = (from: number) =>
  custom('bursting', (x, pass) => (pass.mode === 'train' && pass.step >= from ? div(x, mul(x, 0)) : alias(x)))

test('the first layer whose output is not finite is named by its whole path, in the pass in which it was not', async () => {
  const block = sequential(linear(4, 4), bursting(3), relu())
  const model = sequential(linear(2, 4), sequential(relu(), block, testDropout(0.9)), linear(4, 2))
  await expect(fit(model, settings)).rejects.toThrow(
    /^The loss at step 3 is NaN; the output of the layer sequential1\/sequential1\/bursting1 is the first that is not finite\. Try a smaller learning rate/,
  )
})

test('a model of one layer is named by its kind', async () => {
  const model: Layer = linear(2, 2)
  const { forward } = model
  model.forward = (x, pass, params) => div(forward(x, pass, params), mul(x, 0))
  await expect(fit(model, settings)).rejects.toThrow('the output of the layer linear is the first')
})

test('a gradient that is not finite stops the step before the parameters move, and is named', async () => {
  // The root of a square has the slope 0 · Infinity at 0.
  const kinked = custom('kinked', (x) => mul(sqrt(square(mul(x, 0))), 1))
  const model = sequential(linear(2, 4), sequential(linear(4, 4), kinked), linear(4, 2))
  const before = reference.memory().buffers
  await expect(fit(model, settings)).rejects.toThrow(
    /^The loss at step 0 is 0\.\d+; the gradient of the parameter linear1\/weight is the first that is not finite\./,
  )
  const weights = Object.values(model.params['linear1'] as Record<string, Tensor>).flatMap((w) => [...w.readSync()])
  expect(weights.every(Number.isFinite)).toBe(true)
  expect(reference.memory().buffers - before).toBe(6)
})

test('gradients that add up beyond the range, but are finite, go on', async () => {
  const inputs = { data: Float32Array.of(3e38, 3e38), shape: [1, 2] }
  const far: Dataset = { name: 'far', inputs, targets: { data: new Float32Array(1), shape: [1, 1] } }
  const loss: FitOptions['loss'] = (forward, batch) => mean(forward(batch.inputs))
  const model = linear(2, 1, { weight: initializers.normal(1e-3) })
  const optimizer = { ...sgd({ learningRate: 0 }), update: () => {} }
  const run = await fit(model, { ...settings, data: { train: far }, loss, optimizer, epochs: 1 })
  expect(run.steps).toBe(1)
})

/** One step of a layer of 100 units along the gradient scale · input, which waits for its first reader: no loss shows how large it is. */
async function stepAlong(input: number, scale: number) {
  const data = new Float32Array(100).fill(input)
  const far: Dataset = {
    name: 'far',
    inputs: { data, shape: [1, 100] },
    targets: { data: new Float32Array(1), shape: [1, 1] },
  }
  const loss: FitOptions['loss'] = (forward, batch) => sum(mul(forward(batch.inputs), scale))
  const model = linear(100, 100, { weight: initializers.normal(0) })
  const options: FitOptions = {
    ...settings,
    data: { train: far },
    loss,
    epochs: 1,
    optimizer: sgd({ learningRate: 1e-30 }),
  }
  return { model, run: fit(model, options) }
}

test('a gradient that waits is refused where it overflows, before the parameters move, and goes on where only its bound does', async () => {
  const before = reference.memory().buffers
  const { model, run } = await stepAlong(1e30, 1e10)
  await expect(run).rejects.toThrow('the gradient of the parameter weight is the first that is not finite')
  expect([...(model.params['weight'] as Tensor).readSync()]).toEqual(new Array(10000).fill(0))
  expect(reference.memory().buffers - before).toBe(2)
  const edge = await stepAlong(1e30, 2e8)
  await edge.run
  expect((edge.model.params['weight'] as Tensor).readSync()[0]).toBe(
    -Math.fround(Math.fround(1e-30) * Math.fround(Math.fround(2e8) * Math.fround(1e30))),
  )
})

test('inputs, targets and parameters are looked at first', async () => {
  const { data, shape } = train.inputs
  const broken = { data: data.with(3, Number.NaN) as Float32Array, shape }
  const stopped = (changed: Partial<FitOptions>, model: Layer = linear(2, 2)) =>
    expect(fit(model, { ...settings, ...changed })).rejects
  await stopped({ data: { train: asSource({ ...train, inputs: broken } as Dataset) } }).toThrow(
    'the inputs of the batch hold values',
  )
  const regression: Dataset = { name: 'regression', inputs: train.inputs, targets: broken }
  await stopped({ data: { train: asSource(regression) }, loss: 'mse' }).toThrow('the targets of the batch hold values')
  const optimizer = sgd({ learningRate: 1e38 })
  await stopped({ optimizer, l2: 1e38 }).toThrow(/at step 1 is NaN; the parameter weight holds values/)
  await stopped({ loss: (forward, { inputs }) => div(losses.mse(forward(inputs), inputs), 0) }).toThrow(
    'so the loss itself is the place to look',
  )
})
