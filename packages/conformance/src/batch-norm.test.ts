import { twoMoons } from '@thinned/data'
import { batchNorm, createPass, flattenParams, linear, losses, relu, residual, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type Backend, reference, slice, type Tensor, tensor } from '@thinned/tensor'
import { fit, sgd } from '@thinned/train'
import { wasm } from '@thinned/wasm'
import { expect, test } from 'vitest'
import { bitsOf } from './bits-of.ts'

const train = twoMoons({ size: 60, key: key(1) })
const build = () =>
  sequential(
    linear(2, 16),
    batchNorm(16),
    relu(),
    residual({ shortcut: linear(16, 8) }, linear(16, 8), batchNorm(8)),
    linear(8, 2),
  )

async function trained(backend: Backend) {
  const model = build()
  const { history } = await fit(model, {
    data: { train },
    loss: 'crossEntropy',
    epochs: 12,
    batchSize: 20,
    optimizer: sgd({ learningRate: 0.3 }),
    key: key(2),
    backend,
  })
  return { model, history }
}

test('a network with batchNorm learns, and its weights and statistics have the bits of the reference on WASM', async () => {
  const [expected, actual] = [await trained(reference), await trained(await wasm({ threads: 2 }))]
  expect(actual.history.at(-1)!.loss).toBeLessThan(0.25) // chance is ln 2
  for (const part of ['params', 'state'] as const) {
    const bits = Object.entries(flattenParams(actual.model[part])).map(([path, value]) => [path, bitsOf(value)])
    expect(bits).toEqual(
      Object.entries(flattenParams(expected.model[part])).map(([path, value]) => [path, bitsOf(value)]),
    )
  }
  expect(Object.keys(flattenParams(actual.model.state))).toEqual([
    'batchNorm1/mean',
    'batchNorm1/variance',
    'residual1/batchNorm1/mean',
    'residual1/batchNorm1/variance',
  ])
})

test('in evaluation an example does not see those beside it, and the statistics are near those of the data', async () => {
  const { model } = await trained(reference)
  const evaluate = createPass({ mode: 'evaluate' })
  const x = tensor(train.inputs.data as Float32Array, { shape: train.inputs.shape })
  const together = model.forward(x, evaluate)
  for (const row of [0, 17]) {
    const alone = model.forward(slice(x, 0, row, row + 1), evaluate)
    expect(losses.mse(alone, slice(together, 0, row, row + 1)).readSync()[0]).toBe(0)
  }
  const hidden = model.children['linear1']!.forward(x, evaluate).readSync()
  const mean = (model.state['batchNorm1'] as { mean: Tensor }).mean.readSync()
  for (let feature = 0; feature < 16; feature++) {
    const values = Array.from(hidden.filter((_, i) => i % 16 === feature))
    const average = values.reduce((sum, value) => sum + value, 0) / values.length
    expect(Math.abs(mean[feature]! - average)).toBeLessThan(0.5)
  }
})
