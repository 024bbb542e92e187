import { twoMoons } from '@thinned/data'
import { flattenParams, type Layer, linear, plainLayer, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { alias } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { memoryStore } from '../../test/memory-store.ts'
import { ema } from '../averaging/index.ts'
import { adam, sgd } from '../optimizers/index.ts'
import { fit } from '../run/fit.ts'
import type { FitOptions } from '../run/fit-options.ts'
import * as schedules from '../schedules/index.ts'

const build = () => sequential(linear(2, 8), relu(), testDropout(0.7), linear(8, 2))
const settings: FitOptions = {
  data: { train: twoMoons({ size: 60, key: key(1) }), validation: twoMoons({ size: 40, key: key(2) }) },
  loss: 'crossEntropy',
  epochs: 2,
  batchSize: 20,
  optimizer: adam({ learningRate: 0.01 }),
  key: key(42),
}
const values = (model: Layer) => Object.values(flattenParams(model.params)).map((tensor) => tensor.readSync())

/** The weights and history of a run of four epochs; with `first`, of one that was made for so many epochs and resumed. */
async function trained(options: Partial<FitOptions>, first?: number, make: () => Layer = build) {
  const store = memoryStore()
  if (first) await fit(make(), { ...settings, ...options, epochs: first, checkpoint: { store } })
  const model = make()
  const run = await fit(model, { ...settings, ...options, epochs: 4, checkpoint: { store }, resume: true })
  return { weights: values(model), history: run.history.map(({ seconds, examplesPerSecond, ...rest }) => rest) }
}

test.each<[string, Partial<FitOptions>]>([
  ['a constant rate', {}],
  [
    'a schedule of epochs',
    { optimizer: sgd({ learningRate: schedules.step({ initial: 0.1, factor: 0.5, every: 1 }) }) },
  ],
  ['averages and early stopping', { averaging: ema({ decay: 0.9 }), earlyStopping: { patience: 9 } }],
  ['validation that is due at the end', { validateEvery: { steps: 3 } }],
])('with %s a checkpoint goes on for more epochs to the bits of a run of all', async (_, options) => {
  expect(await trained(options, 2)).toEqual(await trained(options))
})

test.each<[string, Partial<FitOptions>]>([
  ['cosine', { optimizer: sgd({ learningRate: schedules.cosine({ initial: 0.1 }) }) }],
  ['a momentum', { optimizer: sgd({ learningRate: 0.1, momentum: ({ step, steps }) => step / steps / 2 }) }],
])('where %s follows the number of steps, more epochs are refused', async (_, options) => {
  await expect(trained(options, 2)).rejects.toThrow(
    'belongs to another run: epochs was 2 and is 4, and a schedule, or something else in the run, follows the number of its steps.',
  )
  expect(await trained(options, 4)).toEqual(await trained(options))
})

test('a layer that follows the number of steps is noticed; so are a validation at the end, and epochs that were taken', async () => {
  const follows = () =>
    sequential(
      linear(2, 2),
      Object.assign(plainLayer('follows', undefined) as Layer, {
        outputShape: (input: readonly number[]) => input,
        forward: ((x, { steps }) => alias(x) ?? steps) as Layer['forward'],
      }),
    ) as Layer
  await expect(trained({}, 2, follows)).rejects.toThrow('follows the number of its steps')
  await expect(trained({ validateEvery: { epochs: 3 } }, 2)).rejects.toThrow('measured once more at its end')
  await expect(trained({}, 6)).rejects.toThrow('epochs was 6 and is 4, and 6 epochs have been taken')
})
