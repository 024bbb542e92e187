import { twoMoons } from '@thinned/data'
import { flattenParams, init, type Layer, linear, plainLayer, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { add, type Backend, reference, referenceBackend, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { checkpointStore } from '../checkpoint/checkpoint-store.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { adam } from '../optimizers/index.ts'
import { predict } from '../predict/predict.ts'
import { fit } from '../run/fit.ts'
import { placeModel } from './tensors.ts'

const train = twoMoons({ size: 30, key: key(1) })
const build = () => sequential(sequential(linear(2, 6), relu(), testDropout(0.5)), linear(6, 2))
const elsewhere = (): Backend => ({ ...referenceBackend(), name: 'elsewhere' })
const settings = {
  data: { train },
  loss: 'crossEntropy',
  epochs: 2,
  batchSize: 10,
  optimizer: adam(),
  key: key(3),
} as const

const names = (model: Layer) => new Set(Object.values(flattenParams(model.params)).map(({ backend }) => backend.name))
const weights = (model: Layer) => Object.values(flattenParams(model.params)).map((parameter) => parameter.readSync())

test('fit, evaluate and predict move a model to the backend that they are given, and leave it where it is without one', async () => {
  for (const call of [
    (model: Layer, backend?: Backend) => fit(model, { ...settings, ...(backend ? { backend } : {}) }),
    (model: Layer, backend?: Backend) => evaluate(model, train, backend ? { backend } : {}),
    (model: Layer, backend?: Backend) => predict(model, train.inputs, backend ? { backend } : {}),
  ]) {
    const [stayed, moved] = [build(), build()]
    for (const model of [stayed, moved]) init(model, key(9))
    const before = reference.memory().buffers
    const backend = elsewhere()
    await call(stayed)
    await call(moved, backend)
    expect([...names(stayed), ...names(moved)]).toEqual(['reference', 'elsewhere'])
    expect(weights(moved)).toEqual(weights(stayed))
    expect([before - reference.memory().buffers, backend.memory().buffers]).toEqual([4, 4])
    await call(moved)
    expect([...names(moved)]).toEqual(['elsewhere'])
    await call(moved, reference)
    expect([...names(moved)]).toEqual(['reference'])
    expect(backend.memory().buffers).toBe(0)
  }
})

test('a run that moves between steps keeps its optimizer, and ends in the same bits', async () => {
  const saved: Uint8Array[] = []
  const store = checkpointStore({ save: async (bytes) => void saved.push(bytes), load: async () => saved[0] })
  const [whole, moved] = [build(), build()]
  await fit(whole, { ...settings, checkpoint: { store, everySteps: 1 } })
  init(moved, key(8))
  await fit(moved, { ...settings, checkpoint: { store }, resume: true, backend: elsewhere() })
  expect([...names(moved)]).toEqual(['elsewhere'])
  expect(weights(moved)).toEqual(weights(whole))
})

test('state moves with the parameters, and what is shared stays shared', async () => {
  const shared = tensor([1, 2], { requiresGrad: true })
  const state = { mean: tensor([5]) }
  const layer: Layer = {
    ...plainLayer('tied', undefined),
    params: { a: shared, b: shared },
    state,
    outputShape: (input) => input,
    forward: (x, _pass, params = layer.params) => add(x, params['a'] as Tensor),
  }
  const backend = elsewhere()
  await placeModel(layer, backend)
  expect(layer.params['a']).toBe(layer.params['b'])
  expect((layer.params['a'] as Tensor).requiresGrad).toBe(true)
  expect((layer.state['mean'] as Tensor).backend).toBe(backend)
  expect([shared.disposed, state.mean.disposed, backend.memory().buffers]).toEqual([true, true, 2])
})

test('a backend that cannot hold the model refuses it, and nothing has moved', async () => {
  const model = build()
  init(model, key(9))
  const before = weights(model)
  const backend: Backend = { ...elsewhere(), dtypes: ['int32'] }
  await expect(evaluate(model, train, { backend })).rejects.toThrow('The backend elsewhere holds no float32')
  expect(weights(model)).toEqual(before)
  expect([...names(model)]).toEqual(['reference'])
})
