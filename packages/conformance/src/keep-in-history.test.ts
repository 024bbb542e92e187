import { dropout, schedules, zoneout } from '@thinned/dropout'
import { type Layer, linear, lstm, sequential } from '@thinned/nn'
import { key, normal } from '@thinned/rng'
import { type FitOptions, fit, sgd } from '@thinned/train'
import { memoryStore } from '@thinned/train/test/memory-store'
import { expect, test } from 'vitest'

const [examples, time, features] = [40, 4, 3]
const train = {
  name: 'sequences',
  inputs: { shape: [examples, time, features], data: normal(key(1), examples * time * features) },
  targets: { shape: [examples], data: Int32Array.from({ length: examples }, (_, i) => i % 2) },
  classes: 2,
}

const build = (steps: number): Layer =>
  sequential(
    lstm(features, 6, {
      recurrent: dropout({ keep: 0.8 }),
      mixHidden: zoneout({ keep: 0.9 }),
      locked: false,
      returns: 'last',
    }),
    dropout({ keep: schedules.early({ keep: 0.5, steps }) }),
    linear(6, 2),
  )
const options: FitOptions = {
  data: { train },
  loss: 'crossEntropy',
  epochs: 3,
  batchSize: 10,
  optimizer: sgd({ learningRate: 0.1 }),
  key: key(2),
}

test('the history says what keep each layer really used, at the last step of the epoch', async () => {
  const { history } = await fit(build(8), options)
  const slots = { 'lstm1/recurrent': 0.8, 'lstm1/mixHidden': 0.9 }
  // Four steps an epoch: step 3 of 8, step 7 of 8, and behind them.
  expect(history.map(({ keep }) => keep)).toEqual(
    [0.5 + 0.5 * (3 / 8), 0.5 + 0.5 * (7 / 8), 1].map((keep) => ({ ...slots, dropout1: keep })),
  )
})

test('a run goes on with its schedule of keep to the same bits, and not with another', async () => {
  const [whole, store] = [memoryStore(), memoryStore()]
  const run = await fit(build(8), { ...options, checkpoint: { store: whole } })
  await fit(build(8), { ...options, checkpoint: { store }, callbacks: [{ epoch: () => 'stop' }] })
  await expect(fit(build(9), { ...options, checkpoint: { store }, resume: true })).rejects.toThrow('dropout1')
  const resumed = await fit(build(8), { ...options, checkpoint: { store }, resume: true })
  expect(resumed.history.at(-1)!.loss).toBe(run.history.at(-1)!.loss)
})
