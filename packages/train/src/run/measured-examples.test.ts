import { asSource, type DataSource, type Dataset, take, twoMoons } from '@thinned/data'
import { flattenParams, linear, relu, sequential } from '@thinned/nn'
import { foldIn, key, permutation } from '@thinned/rng'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { memoryStore } from '../../test/memory-store.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { sgd } from '../optimizers/index.ts'
import { fit } from './fit.ts'
import type { FitOptions } from './fit-options.ts'

const train = twoMoons({ size: 90, key: key(1) })
const build = () => sequential(linear(2, 6), relu(), testDropout(0.7), linear(6, 2))
const settings: FitOptions = {
  data: { train, validation: twoMoons({ size: 30, key: key(2) }) },
  loss: 'crossEntropy',
  epochs: 2,
  batchSize: 30,
  optimizer: sgd({ learningRate: 0.1 }),
  key: key(42),
}
const weights = (model: ReturnType<typeof build>) => Object.values(flattenParams(model.params)).map((p) => p.readSync())

test('some examples are measured, the same in every epoch, which follow from the key alone', async () => {
  const asked: string[] = []
  const source: DataSource = {
    ...asSource(train as Dataset),
    fetch: async (rows, fetchKey) => {
      if (!fetchKey) asked.push(Array.from(rows).join())
      return take(train as Dataset, rows)
    },
  }
  const model = build()
  const run = await fit(model, { ...settings, data: { train: source }, measureTraining: 40 })
  const chosen = permutation(foldIn(foldIn(settings.key, 'measure'), 'examples'), 90)
    .slice(0, 40)
    .sort()
  expect(asked).toEqual(new Array(4).fill(chosen.join()))
  const { loss, error } = await evaluate(model, take(train as Dataset, chosen))
  expect(run.history[1]).toMatchObject({ measuredExamples: 40, loss, error })
})

test('how much is measured does not change the training; at most 2,000 by default, or all', async () => {
  const [all, some, none, byDefault] = [build(), build(), build(), build()]
  const ofAll = await fit(all, { ...settings, measureTraining: 'all' })
  const ofSome = await fit(some, { ...settings, measureTraining: 10 })
  const ofNone = await fit(none, { ...settings, measureTraining: 'none' })
  const ofDefault = await fit(byDefault, settings)
  for (const model of [some, none, byDefault]) expect(weights(model)).toEqual(weights(all))
  expect([ofAll, ofSome, ofNone, ofDefault].map(({ history }) => history[1]!.measuredExamples)).toEqual([90, 10, 0, 90])
  expect(ofDefault.history[1]!.loss).toBe(ofAll.history[1]!.loss)
  expect(ofSome.history[1]!.loss).not.toBe(ofAll.history[1]!.loss)
  for (const name of ['thinnedLoss', 'loss', 'error', 'accuracy', 'metrics', 'gap'])
    expect(ofNone.history[1]).not.toHaveProperty(name)
  expect(ofNone.history[1]!.validationLoss).toBe(ofAll.history[1]!.validationLoss)
  const many = twoMoons({ size: 2010, key: key(3) })
  const run = await fit(build(), { ...settings, data: { train: many }, batchSize: 2010, epochs: 1 })
  expect(run.history[0]!.measuredExamples).toBe(2000)
})

test('a run without measurements resumes to the same history; one with others is another run', async () => {
  const store = memoryStore()
  const options = { ...settings, measureTraining: 'none', checkpoint: { store } } as const
  const { history } = await fit(build(), options)
  const resumed = await fit(build(), { ...options, resume: true, checkpoint: { store: memoryStore(store.saved[0]!) } })
  const timeless = (records: typeof history) => records.map(({ seconds, examplesPerSecond, ...rest }) => rest)
  expect(timeless(resumed.history)).toEqual(timeless(history))
  await expect(fit(build(), { ...options, measureTraining: 5, resume: true })).rejects.toThrow(
    'measureTraining was 0 and is 5',
  )
})

test.each([0, 1.5, -3, Number.NaN, 'some', null])('%s is refused', async (measureTraining) => {
  await expect(fit(build(), { ...settings, measureTraining } as never)).rejects.toThrow(
    /^fit was given measureTraining (0|1.5|-3|NaN|"some"|null); it/,
  )
})

test('a run whose measured examples all weigh 0 goes on, with losses that are NaN', async () => {
  const [only] = permutation(foldIn(foldIn(settings.key, 'measure'), 'examples'), 90)
  const weights = { data: new Float32Array(90).fill(1).with(only!, 0) as Float32Array, shape: [90] }
  const options = { ...settings, data: { train: { ...train, weights } }, measureTraining: 1 }
  const { history } = await fit(build(), options)
  expect(history[1]).toMatchObject({ loss: Number.NaN, thinnedLoss: Number.NaN, measuredExamples: 1 })
})

test('the seconds of the history are those of the whole run: callbacks and measurements too', async () => {
  const slow = () => new Promise<void>((resolve) => void setTimeout(resolve, 30))
  const began = performance.now()
  const { history } = await fit(build(), { ...settings, callbacks: [{ step: slow, validation: slow }] })
  const whole = (performance.now() - began) / 1000
  const counted = history.reduce((sum, { seconds }) => sum + seconds, 0)
  // Six steps and the first validation; the second comes after the last record.
  expect(counted).toBeGreaterThan(0.2)
  expect(counted).toBeLessThanOrEqual(whole)
  expect(history[0]!.examplesPerSecond).toBeCloseTo(90 / history[0]!.seconds, 9)
})
