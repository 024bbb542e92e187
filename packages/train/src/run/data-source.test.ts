import { asSource, type DataSource, type Dataset, take, twoMoons } from '@thinned/data'
import { flattenParams, type Layer, linear, relu, sequential } from '@thinned/nn'
import { foldIn, type Key, key, normal } from '@thinned/rng'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { memoryStore } from '../../test/memory-store.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { sgd } from '../optimizers/index.ts'
import { fit } from './fit.ts'
import type { FitOptions } from './fit-options.ts'

const train = twoMoons({ size: 70, key: key(1) })
const validation = twoMoons({ size: 40, key: key(2) })
const build = () => sequential(linear(2, 12), relu(), testDropout(0.7), linear(12, 2))
const settings: FitOptions = {
  data: { train, validation },
  loss: 'crossEntropy',
  epochs: 3,
  batchSize: 16,
  optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
  key: key(42),
}
const weights = (model: Layer) => Object.values(flattenParams(model.params)).map((parameter) => parameter.readSync())

interface Call {
  readonly rows: number[]
  readonly key: Key | undefined
}

/** The examples after a while, with noise where there is a key; notes what it is asked for. */
function slow(dataset: typeof train, noise = 0): { source: DataSource; calls: Call[] } {
  const calls: Call[] = []
  const source: DataSource = {
    ...asSource(dataset as Dataset),
    fingerprint: 'slow moons',
    async fetch(rows, key) {
      calls.push({ rows: Array.from(rows), key })
      await new Promise((resolve) => setTimeout(resolve, 1))
      const taken = take(dataset, rows)
      if (!key || noise === 0) return taken
      const inputs = taken.inputs.data.slice()
      for (const [i, row] of Array.from(rows).entries()) {
        const strays = normal(foldIn(key, row), 2)
        for (const j of [0, 1]) inputs[2 * i + j]! += noise * strays[j]!
      }
      return { ...taken, inputs: { data: inputs, shape: taken.inputs.shape } }
    },
  }
  return { source, calls }
}

test('a source in which nothing is random trains to the bits of the data set in memory', async () => {
  const [a, b] = [build(), build()]
  const first = await fit(a, settings)
  const second = await fit(b, { ...settings, data: { train: slow(train).source, validation: slow(validation).source } })
  expect(weights(b)).toEqual(weights(a))
  const measured = ({ history }: typeof first) => history.map(({ loss, validationError }) => [loss, validationError])
  expect(measured(second)).toEqual(measured(first))
  expect(await evaluate(b, slow(validation).source, { batchSize: 7 })).toEqual(
    await evaluate(a, validation, { batchSize: 7 }),
  )
})

test('the next batch is asked for before the step is taken, with the key of the epoch; measuring has none', async () => {
  const { source, calls } = slow(train)
  const asked: number[] = []
  const callbacks = [{ step: () => void asked.push(calls.filter(({ key }) => key).length) }]
  await fit(build(), { ...settings, epochs: 2, data: { train: source }, callbacks })
  expect(asked).toEqual([2, 3, 4, 5, 5, 7, 8, 9, 10, 10])
  const keyOf = (epoch: number) => foldIn(foldIn(settings.key, 'augment'), epoch)
  const steps = calls.filter(({ key }) => key)
  expect(steps.map(({ rows }) => rows.length)).toEqual([16, 16, 16, 16, 6, 16, 16, 16, 16, 6])
  expect(steps.map(({ key }) => key)).toEqual([...new Array(5).fill(keyOf(0)), ...new Array(5).fill(keyOf(1))])
  expect(calls.filter(({ key }) => !key).map(({ rows }) => rows.length)).toEqual([70, 70, 70, 70])
})

test('examples that change anew in every epoch resume in the middle of one to the same bits', async () => {
  const options = (): FitOptions => ({ ...settings, data: { train: slow(train, 0.3).source, validation } })
  const [whole, plain] = [build(), build()]
  const store = memoryStore()
  await fit(whole, { ...options(), checkpoint: { store, everySteps: 1 } })
  await fit(plain, settings)
  expect(weights(whole)).not.toEqual(weights(plain))
  for (const stop of [2, 4, 7]) {
    const resumed = build()
    await fit(resumed, { ...options(), resume: true, checkpoint: { store: memoryStore(store.saved[stop]!) } })
    expect(weights(resumed)).toEqual(weights(whole))
  }
})

test('the data are identified once for checkpoints, and not at all without them', async () => {
  let reads = 0
  const { fingerprint: _, ...source } = slow(train).source
  const counted = Object.defineProperty({ ...source } as DataSource, 'fingerprint', {
    get: () => {
      reads++
      return 'counted moons'
    },
  })
  await fit(build(), { ...settings, data: { train: counted } })
  expect(reads).toBe(0)
  await fit(build(), { ...settings, data: { train: counted }, checkpoint: { store: memoryStore(), everySteps: 1 } })
  expect(reads).toBe(1)
})

test('a source that fails or fetches too few ends the run with what it said; one of other data is not resumed with', async () => {
  const from = (changed: Partial<DataSource>): FitOptions => ({
    ...settings,
    data: { train: { ...slow(train).source, ...changed } },
  })
  const refused = (options: FitOptions) => expect(fit(build(), options)).rejects
  await refused(from({ fetch: () => Promise.reject(new Error('the file is gone')) })).toThrow('the file is gone')
  await refused(from({ fetch: async () => take(train, [0]) })).toThrow(
    'The source two moons was asked for 16 examples, but fetched 1.',
  )
  await refused(from({ inputShape: [3] })).toThrow('The train data two moons does not fit the model')
  const checkpoint = { store: memoryStore() }
  await fit(build(), { ...from({}), checkpoint })
  await refused({ ...from({ fingerprint: 'other moons' }), checkpoint, resume: true }).toThrow(
    'training data was "slow moons" and is "other moons"',
  )
})
