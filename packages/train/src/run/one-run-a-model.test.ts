import { twoMoons } from '@thinned/data'
import { disposeParams, flattenParams, init, type Layer, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type Backend, reference } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { memoryStore } from '../../test/memory-store.ts'
import { loadWeights, saveWeights } from '../checkpoint/weights-file.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { sgd } from '../optimizers/index.ts'
import { predict } from '../predict/predict.ts'
import { TrainError } from '../train-error.ts'
import { fit } from './fit.ts'
import type { FitOptions } from './fit-options.ts'

const train = twoMoons({ size: 60, key: key(1) })
const settings: FitOptions = {
  data: { train },
  loss: 'crossEntropy',
  epochs: 2,
  batchSize: 20,
  optimizer: sgd({ learningRate: 0.1 }),
  key: key(42),
}
const build = () => sequential(linear(2, 8), relu(), linear(8, 2))
const values = (model: Layer) => Object.values(flattenParams(model.params)).map((held) => Array.from(held.readSync()))
const elsewhere = (): Backend => ({ ...reference, name: 'elsewhere' })

test('of two runs in one model the second is refused, and the first has its own weights', async () => {
  const [alone, model] = [build(), build()]
  const { history } = await fit(alone, settings)
  const runs = await Promise.allSettled([fit(model, settings), fit(model, settings), fit(sequential(model), settings)])
  expect(runs.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  for (const [i, where] of [
    [1, ', in the layer linear1'],
    [2, ', in the layer sequential1/linear1'],
  ] as const) {
    const { reason } = runs[i] as PromiseRejectedResult
    expect(reason).toBeInstanceOf(TrainError)
    expect(reason.code).toBe('in-use')
    expect(reason.message).toBe(
      `fit was given a model (sequential) that fit works on at this moment${where}, and two would mix what they do. Wait until the first has ended (await), or build a second model.`,
    )
  }
  const [first] = runs as [PromiseFulfilledResult<Awaited<ReturnType<typeof fit>>>, ...unknown[]]
  expect(first.value.history.map(({ loss }) => loss)).toEqual(history.map(({ loss }) => loss))
  expect(values(model)).toEqual(values(alone))
})

test.each<[string, (model: Layer) => unknown]>([
  ['another run', (model) => fit(model, settings)],
  [
    'a run of a model that shares a layer',
    (model) => fit(sequential(model.children['linear1'] as Layer<2, 8>, linear(8, 2)), settings),
  ],
  ['loadWeights', async (model) => loadWeights(model, await saveWeights(model))],
  ['disposeParams', (model) => disposeParams(model)],
  ['evaluate on another backend', (model) => evaluate(model, train, { backend: elsewhere() })],
  ['predict on another backend', (model) => predict(model, train.inputs, { backend: elsewhere() })],
])('within a run, %s is refused', async (_, change) => {
  const [alone, model] = [build(), build()]
  await fit(alone, settings)
  const refused: string[] = []
  const step = async () => {
    try {
      await change(model)
    } catch (error) {
      refused.push((error as Error).message)
    }
  }
  await fit(model, { ...settings, callbacks: [{ step }] })
  expect(refused.length).toBe(6)
  expect(new Set(refused).size).toBe(1)
  expect(refused[0]).toMatch('fit works on at this moment')
  expect(values(model)).toEqual(values(alone))
})

test('a run that is refused, fails or ends lets go of the model, and reading it is allowed', async () => {
  const model = build()
  const failing = { ...settings, callbacks: [{ step: () => Promise.reject(new Error('no')) }] }
  await expect(fit(model, { ...settings, epochs: 0 })).rejects.toThrow('epochs')
  await expect(fit(model, failing)).rejects.toThrow('no')
  await expect(fit(model, { ...settings, backend: { ...elsewhere(), dtypes: ['int32'] } })).rejects.toThrow('holds no')
  const reading = { step: async () => void (await evaluate(model, train)) }
  await fit(model, { ...settings, callbacks: [reading] })
  loadWeights(model, await saveWeights(model))
  disposeParams(model)
  init(model, key(1))
})

test('of two runs with one store the second is refused', async () => {
  const store = memoryStore()
  const options = { ...settings, checkpoint: { store } }
  const runs = await Promise.allSettled([fit(build(), options), fit(build(), options)])
  expect(runs.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect((runs[1] as PromiseRejectedResult).reason.message).toMatch('Another run writes the checkpoint of the store;')
  expect(await fit(build(), { ...options, resume: true })).toMatchObject({ steps: 6 })
})
