import { decodeSafetensors, twoMoons } from '@thinned/data'
import { accuracy } from '@thinned/metrics'
import { type Layer, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { center } from '../../test/center.ts'
import { testDropout } from '../../test/dropout-layer.ts'
import { type MemoryStore, memoryStore } from '../../test/memory-store.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { sgd } from '../optimizers/index.ts'
import { fit } from '../run/fit.ts'
import type { FitOptions } from '../run/fit-options.ts'
import { loadWeights } from './weights-file.ts'

const train = twoMoons({ size: 70, key: key(1) })
const validation = twoMoons({ size: 41, key: key(2) })
const metrics = { accuracy: accuracy() }
const build = () => sequential(linear(2, 12), relu(), center(12), testDropout(0.7), linear(12, 2))
const settings: FitOptions = {
  data: { train, validation },
  loss: 'crossEntropy',
  epochs: 4,
  batchSize: 16,
  optimizer: sgd({ learningRate: 0.3, momentum: 0.9 }),
  validateEvery: { steps: 2 },
  metrics,
  key: key(42),
}
const metadataOf = (bytes: Uint8Array) => JSON.parse(decodeSafetensors(bytes).metadata['thinned']!)
const contents = ({ siblings }: MemoryStore) =>
  [...siblings].map(([name, { saved }]) => [name, saved.at(-1)] as const).sort(([a], [b]) => (a < b ? -1 : 1))

test('the best weights are kept in files, with the state that was theirs, and measure again what they did', async () => {
  const store = memoryStore()
  const { best, validations } = await fit(build(), { ...settings, checkpoint: { store, best: { count: 3 } } })
  const losses = validations.map(({ loss }) => loss)
  expect(best!.map(({ value }) => value)).toEqual(losses.toSorted((a, b) => a - b).slice(0, 3))
  expect(store.siblings.size).toBe(3)
  for (const kept of best!) {
    const bytes = (await kept.store.load())!
    expect(metadataOf(bytes)).toEqual({
      weights: 1,
      monitor: 'validationLoss',
      value: kept.value,
      step: kept.step,
      epoch: kept.epoch,
    })
    const model = build()
    loadWeights(model, bytes)
    expect((await evaluate(model, validation)).loss).toBe(kept.value)
    expect(validations.find(({ step }) => step === kept.step)!.loss).toBe(kept.value)
  }
})

test('a metric can be monitored, higher values first; among equals the earlier stays', async () => {
  const store = memoryStore()
  const watch = { monitor: 'accuracy', mode: 'max', count: 2 } as const
  const { best, validations } = await fit(build(), { ...settings, checkpoint: { store, best: watch } })
  const seen = validations.map(({ step, metrics }) => ({ step, value: metrics!['accuracy'] as number }))
  const expected = seen.toSorted((a, b) => b.value - a.value || a.step - b.step).slice(0, 2)
  expect(best!.map(({ step, value }) => ({ step, value }))).toEqual(expected)
})

test('resumed from any checkpoint, a run leaves the same files', async () => {
  const whole = memoryStore()
  const checkpoint = (store: MemoryStore) => ({ store, everySteps: 3, best: { count: 2 } })
  const run = await fit(build(), { ...settings, checkpoint: checkpoint(whole) })
  for (const from of [0, 2, 4]) {
    const store = memoryStore(whole.saved[from]!)
    // What was written after the checkpoint that the run goes on from, by the run that was killed.
    for (const [name, bytes] of contents(whole)) await store.sibling!(name).save(bytes!)
    const resumed = await fit(build(), { ...settings, checkpoint: checkpoint(store), resume: true })
    expect(resumed.best!.map(({ slot, value }) => [slot, value])).toEqual(
      run.best!.map(({ slot, value }) => [slot, value]),
    )
    expect(contents(store)).toEqual(contents(whole))
  }
})

test('what cannot be kept is refused', async () => {
  const refused = (changed: Partial<FitOptions>) => expect(fit(build() as Layer, { ...settings, ...changed })).rejects
  const { sibling: _, ...alone } = memoryStore()
  await refused({ checkpoint: { store: alone, best: {} } }).toThrow(
    'checkpoint.best with a store without sibling(name)',
  )
  await refused({ checkpoint: { store: memoryStore(), best: { count: 0 } } }).toThrow(
    'fit was given checkpoint.best.count 0',
  )
  await refused({ checkpoint: { store: memoryStore(), best: { monitor: 'accuracy' } } }).toThrow(
    "fit was given checkpoint.best with the metric accuracy; give its mode, 'min' or 'max'",
  )
  const { validateEvery: __, ...plain } = settings
  await expect(
    fit(build(), { ...plain, data: { train }, checkpoint: { store: memoryStore(), best: {} } }),
  ).rejects.toThrow('fit was given checkpoint.best without validation data to monitor')
})
