import { decodeSafetensors, encodeSafetensors, twoMoons } from '@thinned/data'
import { flattenParams, init, isInitialized, type Layer, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { reference, referenceBackend } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { center } from '../../test/center.ts'
import { memoryStore } from '../../test/memory-store.ts'
import { adam } from '../optimizers/index.ts'
import { fit } from '../run/fit.ts'
import { loadWeights, saveWeights } from './weights-file.ts'

const build = (width = 4) => sequential(linear(2, width), relu(), center(width), linear(width, 2))
const values = (model: Layer) =>
  [model.params, model.state].flatMap((held) => Object.values(flattenParams(held))).map((tensor) => tensor.readSync())

function made(seed: number): Layer {
  const model = build()
  init(model, key(seed))
  return model
}

test('weights and state are read back into a model of other weights, and into one without any', async () => {
  const model = build()
  const store = memoryStore()
  await fit(model, {
    data: { train: twoMoons({ size: 40, key: key(1) }) },
    loss: 'crossEntropy',
    epochs: 2,
    batchSize: 10,
    optimizer: adam(),
    key: key(2),
    checkpoint: { store },
  })
  const bytes = await saveWeights(model)
  const [other, fresh, fromRun] = [made(8), build(), made(9)]
  loadWeights(other, bytes)
  const backend = referenceBackend()
  loadWeights(fresh, bytes, { backend })
  loadWeights(fromRun, store.saved.at(-1)!)
  for (const loaded of [other, fresh, fromRun]) expect(values(loaded)).toEqual(values(model))
  expect(Object.values(flattenParams(fresh.params))[0]!.backend).toBe(backend)
  expect(Object.values(flattenParams(fresh.params))[0]!.requiresGrad).toBe(true)
})

test('what does not fit is named, and the model stays as it was', async () => {
  const model = made(7)
  const before = values(model)
  const bytes = await saveWeights(model)
  const { tensors } = decodeSafetensors(bytes)
  const { 'model/linear2/bias': bias, ...rest } = tensors
  const refused = (file: Uint8Array, into: Layer = model) =>
    expect(() => loadWeights(into, file, { name: 'w.safetensors' }))
  refused(encodeSafetensors(rest)).toThrow(
    'The file of weights w.safetensors has no tensor at model/linear2/bias, where the model has F32 [2]. Build the model that was saved.',
  )
  refused(encodeSafetensors({ ...tensors, 'state/norm/mean': bias! })).toThrow(
    'has a tensor at state/norm/mean, where the model has none',
  )
  refused(bytes.subarray(0, 50)).toThrow(
    /^The file of weights w\.safetensors cannot be read: .* Put an undamaged copy in its place\.$/,
  )
  expect(values(model)).toEqual(before)
  const held = reference.memory().buffers
  const wider = build(5)
  refused(bytes, wider).toThrow('has F32 [2, 4] at model/linear1/weight, where the model has F32 [2, 5]')
  expect([isInitialized(wider), reference.memory().buffers]).toEqual([false, held])
  await expect(saveWeights(build())).rejects.toThrow('saveWeights was given a model without parameters yet')
})

/** A file of one tensor x, of any dtype, beside those of the model. */
function withTensor(bytes: Uint8Array, name: string, dtype: string, shape: number[], data: Uint8Array): Uint8Array {
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true))
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))
  const end = bytes.length - 8 - length
  // As another program writes it: without our metadata, and so without a checksum.
  const { __metadata__: _, ...entries } = header
  const json = new TextEncoder().encode(
    JSON.stringify({ ...entries, [name]: { dtype, shape, data_offsets: [end, end + data.length] } }),
  )
  const start = new Uint8Array(8)
  new DataView(start.buffer).setBigUint64(0, BigInt(json.length), true)
  return Uint8Array.of(...start, ...json, ...bytes.subarray(8 + length), ...data)
}

test('a tensor of another dtype that the model does not ask for is left alone; half floats are taken', async () => {
  const bytes = await saveWeights(made(7))
  for (const dtype of ['I64', 'F8_E4M3']) {
    const model = build()
    loadWeights(model, withTensor(bytes, 'norm.num_batches_tracked', dtype, [1], new Uint8Array(8).fill(255)))
    expect(values(model)).toEqual(values(made(7)))
  }
  const single = linear(1, 1, { bias: false })
  const empty = encodeSafetensors({})
  loadWeights(single, withTensor(empty, 'model/weight', 'F16', [1, 1], Uint8Array.of(0, 0x3e)))
  expect(values(single)).toEqual([Float32Array.of(1.5)])
  expect(() => loadWeights(single, withTensor(empty, 'model/weight', 'F8_E4M3', [1, 1], Uint8Array.of(1)))).toThrow(
    'has F8_E4M3 [1, 1] at model/weight, where the model has F32 [1, 1]',
  )
})

test('weights of PyTorch are told apart from those of another model, and led to the guide', () => {
  const entry = { dtype: 'F32', shape: [2], data: new Float32Array(2) } as const
  for (const name of ['weight', '0.bias', 'features.3.running_var', 'lstm.weight_ih_l0'])
    expect(() => loadWeights(build(), encodeSafetensors({ [name]: entry }))).toThrow(
      `The file of weights has the tensor ${name}, a name of PyTorch; the names here are model/linear1/weight, model/linear1/bias, …, and the axes are in another order. The section "PyTorch weights" of the guide`,
    )
  expect(() => loadWeights(build(), new TextEncoder().encode('PK\u0003\u0004archive'))).toThrow(
    'is a zip file, as torch.save writes it; loadWeights takes safetensors. The section "PyTorch weights"',
  )
  expect(() => loadWeights(build(), encodeSafetensors({ 'model/x/weight': entry }))).toThrow('Build the model')
})
