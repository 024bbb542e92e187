import { key } from '@thinned/rng'
import { describe, expect, test } from 'vitest'
import { augment } from '../augment/augment.ts'
import { augmentedSource } from '../augment/augmented-source.ts'
import { DataError } from '../data-error.ts'
import { arrayScalerFromState, standardizeArrays } from '../preprocess/standardize-arrays.ts'
import { arrayFault } from './array-fault.ts'
import { asSource } from './data-source.ts'
import { countExamples } from './dataset.ts'
import { fingerprint } from './fingerprint.ts'
import { splitDataset, stratifiedSample } from './split.ts'
import { take, takeRows } from './take.ts'

const plain = { data: [1, 2], shape: [2, 1] }

test.each<[unknown, string]>([
  [plain, 'are a plain list; write { data: Float32Array.from(list), shape: [2, 1] }.'],
  [[1, 2], 'are a plain list; write { data: Float32Array.from(list), shape: [2] }.'],
  [
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    'are a plain list; write { data: Float32Array.from(list.flat()), shape: [2, 3] }.',
  ],
  [undefined, 'are absent; they are an array { data, shape }.'],
  ['x', 'are no array { data, shape }; write { data: Float32Array.of(1, 2), shape: [2, 1] }, axis 0 the example.'],
  [Float32Array.of(1, 2), 'are no array { data, shape }'],
  [{ data: new DataView(new ArrayBuffer(4)), shape: [4] }, 'are no array { data, shape }'],
  [{ read: () => 0, shape: [1] }, 'are a tensor; write { data: await tensor.read(), shape: tensor.shape }.'],
  [{ data: Float32Array.of(1, 2) }, 'have the shape undefined; it is a list of lengths, axis 0 the example: [2, 1].'],
  [{ data: Float32Array.of(1, 2), shape: 2 }, 'have the shape 2; it is a list of lengths'],
  [{ data: Float32Array.of(1, 2), shape: [-2, -1] }, 'have the shape [-2,-1]; it is a list of lengths'],
  [{ data: Float32Array.of(1, 2), shape: [3] }, 'have the shape [3], but 2 values; correct the data set.'],
  [{ data: Float64Array.of(1), shape: [1] }, 'are a Float64Array; write Float32Array.from(data).'],
  [
    { data: Uint8Array.of(1), shape: [1] },
    'are bytes (Uint8Array); divide them by 255: Float32Array.from(data, (byte) => byte / 255).',
  ],
  [{ data: Uint8ClampedArray.of(1), shape: [1] }, 'are bytes (Uint8ClampedArray); divide them by 255'],
  [
    { data: Int16Array.of(1), shape: [1] },
    'are an Int16Array; write Int32Array.from(data) of classes and tokens, Float32Array.from(data) of numbers.',
  ],
  [{ data: Uint32Array.of(1), shape: [1] }, 'are a Uint32Array; write Int32Array.from(data) of classes'],
  [{ data: BigInt64Array.of(1n), shape: [1] }, 'are a BigInt64Array; write Int32Array.from(data, Number).'],
])('what is no array to train with is told, with what to write (%#)', (array, fault) => {
  expect(arrayFault(array)).toContain(fault)
})

test('an array to train with has no fault', () => {
  expect(arrayFault({ data: Float32Array.of(1, 2), shape: [2] })).toBe(undefined)
  expect(arrayFault({ data: Int32Array.of(1, 2), shape: [1, 2] }, 'targets')).toBe(undefined)
  expect(arrayFault({ data: new Float32Array(0), shape: [0, 3] })).toBe(undefined)
  expect(arrayFault({ data: Int32Array.of(1), shape: [1] }, 'weights')).toContain('write Float32Array.from(data).')
  expect(arrayFault({ data: Uint8Array.of(1), shape: [1] }, 'targets')).toContain(
    'write Int32Array.from(data) of classes',
  )
})

const targets = { data: Int32Array.of(0, 1), shape: [2] }
const set = (inputs: unknown) => ({ name: 'moons', inputs, targets, classes: 2 }) as never

/** Every function of data sets. A new one belongs here. */
describe.each<[string, (inputs: unknown) => unknown]>([
  ['countExamples', (inputs) => countExamples(set(inputs))],
  ['take', (inputs) => take(set(inputs), [0])],
  ['takeRows', (inputs) => takeRows(inputs as never, [0])],
  ['asSource', (inputs) => asSource(set(inputs))],
  ['fingerprint', (inputs) => fingerprint(set(inputs))],
  ['splitDataset', (inputs) => splitDataset(set(inputs), { a: 2 }, key(0))],
  ['stratifiedSample', (inputs) => stratifiedSample(set(inputs), 1, key(0))],
  ['standardizeArrays', (inputs) => standardizeArrays().fit(set(inputs))],
  [
    'the scaler',
    (inputs) => arrayScalerFromState({ of: 'inputs', shape: [1], means: [0], scales: [1] }).apply(set(inputs)),
  ],
  ['augment', (inputs) => augment([]).apply(inputs as never, [0, 1], key(0))],
  ['augmentedSource', (inputs) => augmentedSource(set(inputs), augment([]))],
])('%s', (_, run) => {
  test.each([
    plain,
    plain.data,
    [[1], [2]],
    null,
    undefined,
    5,
    { data: Float32Array.of(1, 2), shape: [3] },
    { a: plain },
  ])('refuses what is no array (%#)', (inputs) => {
    expect(() => run(inputs)).toThrow(DataError)
  })
})

test('numbers in float64 and bytes are named where numbers are needed', () => {
  const images = (data: unknown) => ({ data, shape: [2, 1, 1, 1] })
  for (const [data, fault] of [
    [Float64Array.of(1, 2), 'are a Float64Array; write Float32Array.from(data).'],
    [Uint8Array.of(1, 2), 'are bytes (Uint8Array); divide them by 255'],
    [Int32Array.of(1, 2), 'are integers (Int32Array); if they are numbers, write Float32Array.from(data).'],
  ] as const) {
    expect(() => standardizeArrays().fit(set({ data, shape: [2, 1] }))).toThrow(`The inputs of moons ${fault}`)
    expect(() => augment([]).apply(images(data) as never, [0, 1], key(0))).toThrow(fault)
  }
})
