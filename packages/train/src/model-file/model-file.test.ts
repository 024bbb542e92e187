import {
  decodeSafetensors,
  impute,
  oneHot,
  parseCsv,
  preprocess,
  standardize,
  standardizeArrays,
  twoMoons,
} from '@thinned/data'
import {
  compose,
  flattenParams,
  init,
  isInitialized,
  type Layer,
  layerFactories,
  linear,
  relu,
  sequential,
} from '@thinned/nn'
import { key } from '@thinned/rng'
import { reference, referenceBackend } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { center } from '../../test/center.ts'
import { testDropout } from '../../test/dropout-layer.ts'
import { memoryStore } from '../../test/memory-store.ts'
import { encodeEntries } from '../checkpoint/tensor-file.ts'
import { loadWeights, saveWeights } from '../checkpoint/weights-file.ts'
import { sgd } from '../optimizers/index.ts'
import { predict } from '../predict/predict.ts'
import { fit } from '../run/fit.ts'
import { loadModel, saveModel } from './model-file.ts'

const layers = {
  ...layerFactories,
  center: ({ features }: { readonly features: number }) => center(features),
  thin: ({ keep }: { readonly keep: number }) => testDropout(keep),
}
const values = (model: Layer) =>
  [model.params, model.state].flatMap((held) => Object.values(flattenParams(held))).map((tensor) => tensor.readSync())

const table = parseCsv('a,b,grade\n1,x,low\n2,y,high\nNA,x,low\n4,NA,high\n')
const prepare = preprocess({
  target: 'grade',
  numbers: [impute('median'), standardize()],
  categories: [impute({ constant: 'unknown' }), oneHot()],
}).fit(table)

async function trained(): Promise<Layer> {
  const model = sequential(linear(4, 6), center(6), relu(), testDropout(0.8), linear(6, 2))
  await fit(model as Layer, {
    data: { train: prepare.dataset(table) },
    loss: 'crossEntropy',
    epochs: 3,
    batchSize: 2,
    optimizer: sgd({ learningRate: 0.1 }),
    key: key(1),
  })
  return model as Layer
}

/** The file with other content, and a checksum that fits. */
function changed(bytes: Uint8Array, change: object): Uint8Array {
  const { tensors, metadata } = decodeSafetensors(bytes)
  return encodeEntries(tensors, JSON.stringify({ ...JSON.parse(metadata['thinned']!), ...change }))
}

test('a model comes back with its weights, state, preprocessing, scalers and class names', async () => {
  const model = await trained()
  const inputScaler = standardizeArrays().fit(twoMoons({ size: 10, key: key(2) }))
  const column = { data: Float32Array.of(1, 3), shape: [2, 1] }
  const targetScaler = standardizeArrays({ of: 'targets' }).fit({ name: 'line', inputs: column, targets: column })
  const metadata = { version: '1.2', moment: { step: 5, steps: 6, epoch: 2 }, list: [null, true, 0.1] }
  const bytes = await saveModel(model, { prepare, inputScaler, targetScaler, metadata })
  const loaded = loadModel(bytes, { layers })
  expect(values(loaded.model)).toEqual(values(model))
  expect(loaded.classNames).toEqual(['high', 'low'])
  expect(loaded.metadata).toEqual(metadata)
  expect(loaded.inputScaler!.state).toEqual(inputScaler.state)
  expect(loaded.targetScaler!.state).toEqual(targetScaler.state)
  const row = parseCsv('a,b\n3,NA\n')
  const expected = await predict(model, prepare.inputs(row), { samples: 5, key: key(3) })
  const { predictedNames, full, ...rest } = await predict(loaded.model, loaded.prepare!.inputs(row), {
    samples: 5,
    key: key(3),
    classNames: loaded.classNames,
  })
  expect({ ...rest, full: { ...full, predictedNames: undefined } }).toEqual(expected)
  expect(predictedNames).toEqual([loaded.classNames![rest.predicted[0]!]])
  const { model: again, ...beside } = loaded
  expect(await saveModel(again, beside)).toEqual(bytes)
  // The same file is one of weights.
  const other = sequential(linear(4, 6), center(6), relu(), linear(6, 2)) as Layer
  loadWeights(other, bytes)
  expect(values(other)).toEqual(values(model))
})

test('a bare model, one in float64, and one on another backend', async () => {
  const backend = referenceBackend()
  for (const dtype of ['float32', 'float64'] as const) {
    const model = sequential(linear(2, 2))
    init(model, key(1), { dtype })
    const loaded = loadModel(await saveModel(model), { layers, backend })
    expect(Object.keys(loaded)).toEqual(['model'])
    expect(values(loaded.model)).toEqual(values(model))
    expect(flattenParams(loaded.model.params)['linear1/weight']).toMatchObject({ dtype, backend, requiresGrad: true })
  }
})

test('what cannot be saved is refused by name', async () => {
  const model = linear(2, 2)
  await expect(saveModel([model] as never)).rejects.toThrow('as its model; it takes a layer or a model')
  await expect(saveModel(model)).rejects.toThrow('saveModel was given a model without parameters yet')
  init(model, key(1))
  const composed = compose({ inner: model }, (x, use) => use.inner(x))
  await expect(saveModel(composed)).rejects.toThrow(
    /^saveModel cannot save how this model is built: .* the root \(compose\) is made of forward, a function; .* saveWeights saves the weights of any model\.$/,
  )
  const wrong = (options: object) => expect(saveModel(model, options as never)).rejects
  await wrong({ classnames: ['a'] }).toThrow('classnames is not an option of saveModel; write classNames.')
  await wrong({ metadata: { when: new Date() } }).toThrow('saveModel was given metadata.when, which is a Date;')
  await wrong({ metadata: { rates: [1, Number.NaN] } }).toThrow('saveModel was given metadata.rates[1], which is NaN;')
  await wrong({ metadata: { make: () => 1 } }).toThrow('metadata.make, which is the function make')
  const cycle: Record<string, unknown> = {}
  cycle['again'] = cycle
  await wrong({ metadata: cycle }).toThrow(/which is nested 100 levels deep/)
  await wrong({ classNames: [1, 2] }).toThrow('saveModel was given classNames[0] 1; it takes a text.')
  await wrong({ prepare, classNames: ['low', 'high'] }).toThrow(
    'saveModel was given the classNames low, high, but prepare has high, low.',
  )
  const scaler = standardizeArrays().fit(twoMoons({ size: 10, key: key(2) }))
  await wrong({ targetScaler: scaler }).toThrow(
    "saveModel was given a scaler of inputs as targetScaler; it takes one of standardizeArrays({ of: 'targets' }).",
  )
})

test('another kind of file is told from a model, with what to do', async () => {
  const model = await trained()
  const refused = (bytes: Uint8Array, options = {}) => expect(() => loadModel(bytes, { layers, ...options }))
  refused(await saveWeights(model)).toThrow(
    'The file of a model cannot be read: It holds weights, without the model. Build the model in code, and take the weights with loadWeights.',
  )
  const store = memoryStore()
  await fit(linear(2, 2), {
    data: { train: twoMoons({ size: 4, key: key(1) }) },
    loss: 'crossEntropy',
    epochs: 1,
    batchSize: 4,
    optimizer: sgd({ learningRate: 0.1 }),
    key: key(1),
    checkpoint: { store },
  })
  refused(store.saved[0]!).toThrow('It holds the checkpoint of a run, without the model.')
  const bytes = await saveModel(model)
  refused(changed(bytes, { model: 2 }), { name: 'm.safetensors' }).toThrow(
    'The file of a model m.safetensors cannot be read: It has the format 2, but this version reads format 1. A newer version wrote it: update this package, or',
  )
  refused(changed(bytes, { model: 0 })).toThrow(
    'Load it with the version that wrote it, and save it there with saveWeights',
  )
  refused(changed(bytes, { run: 'x' })).toThrow('model has "run", which it does not know; it has config,')
  refused(changed(bytes, { classNames: [1] })).toThrow('model.classNames[0] is 1, where a text belongs.')
  refused('m.safetensors' as never).toThrow(
    'loadModel was given "m.safetensors"; it takes the bytes of a file, a Uint8Array. In Node: loadModelFile(',
  )
  refused(Promise.resolve() as never).toThrow('loadModel was given a Promise (await it)')
  expect(() => loadWeights(model, 'w.safetensors' as never)).toThrow(
    'loadWeights was given "w.safetensors"; it takes the bytes of a file, a Uint8Array. In Node: loadWeights(model, await readFile(\'weights.safetensors\')).',
  )
})

test('layers that are not given, and weights that are not of the config, are refused, and nothing is held', async () => {
  const bytes = await saveModel(await trained())
  const held = reference.memory().buffers
  expect(() => loadModel(bytes, { layers: layerFactories })).toThrow(
    /^The file of a model cannot be read: fromConfig was given the kind "center" at center1; .*Add yours to layers: \{ center:/,
  )
  const { config } = JSON.parse(decodeSafetensors(bytes).metadata['thinned']!)
  config.children.linear1.options.outputs = 2 ** 40
  const wide = changed(bytes, { config })
  expect(() => loadModel(wide, { layers })).toThrow(
    'It has F32 [4, 6] at model/linear1/weight, where the model has F32',
  )
  expect(reference.memory().buffers).toBe(held)
})

test('a factory that makes another layer than was saved shows', async () => {
  const bytes = await saveModel(await trained())
  const other = { ...layers, center: () => center(5) }
  expect(() => loadModel(bytes, { layers: other })).toThrow('{"features":6}, but what was made has {"features":5}')
  expect(isInitialized(loadModel(bytes, { layers }).model)).toBe(true)
})
