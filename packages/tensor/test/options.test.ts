import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import {
  add,
  arange,
  cast,
  conv2d,
  cumsum,
  dropout,
  full,
  matmul,
  maxPool2d,
  move,
  oneHot,
  ones,
  randomNormal,
  randomUniform,
  relu,
  type Tensor,
  TensorError,
  tensor,
  zeros,
} from '../src/index.ts'

const x = ones([2, 2])
const images = zeros([1, 4, 4, 1])
const promise = Promise.resolve(x.backend)

/** The slips of first use, and the sentences that they meet. */
const slips: readonly (
  | readonly [call: () => unknown, says: string]
  | readonly [call: () => unknown, says: string, code: string]
)[] = [
  [
    () => zeros([2], { dtype: 'float16' as never }),
    `zeros was given dtype "float16"; it takes 'float32', 'float64', 'int32' or 'uint8'.`,
  ],
  [
    () => ones([2], { backend: 'wasm' as never }),
    'ones was given backend "wasm"; it takes a backend, such as await wasm().',
  ],
  [
    () => tensor([1], { backend: promise as never }),
    'tensor was given backend a Promise (await it); it takes a backend, such as await wasm().',
  ],
  [() => full([2], 1, { requiresGrad: 'no' as never }), 'full was given requiresGrad "no"; it takes true or false.'],
  [
    () => tensor([1], [1] as never),
    '0 is not an option of tensor; it has shape, backend, dtype and requiresGrad.',
    'unknown-option',
  ],
  [
    () => tensor([1], 'int32' as never),
    'tensor was given "int32" as its options; they are an object { shape, backend, dtype, requiresGrad }.',
  ],
  [
    () => tensor([1], { requires_grad: true } as never),
    'requires_grad is not an option of tensor; write requiresGrad. It has shape, backend, dtype and requiresGrad.',
    'unknown-option',
  ],
  [() => zeros(3 as never), 'A shape is a list of extents, such as [2, 3], but was 3.'],
  [() => zeros('23' as never), 'A shape is a list of extents, such as [2, 3], but was "23".'],
  [() => zeros(x.shape.map(String) as never), 'The shape ["2", "2"] has the extent "2"; extents are integers from 0.'],
  [
    () => arange(3, { dtype: 'int8' as never }),
    `arange was given dtype "int8"; it takes 'float32', 'float64', 'int32' or 'uint8'.`,
  ],
  [() => randomNormal(1 as never, [2]), 'randomNormal was given 1; it takes a key, such as key(1).'],
  [() => randomNormal(key(1), [2], { std: '2' as never }), 'randomNormal was given std "2"; it takes a number from 0.'],
  [
    () => randomUniform(key(1), [2], { minval: 0 } as never),
    'minval is not an option of randomUniform; write low. It has low, high, backend, dtype and start.',
    'unknown-option',
  ],
  [
    () => randomUniform(key(1), [2], { dtype: 'int32' as never }),
    "randomUniform was given dtype \"int32\"; it takes 'float32' or 'float64'.",
  ],
  [() => relu([1, -1] as never), 'relu was given [1, -1]; it takes a tensor, such as tensor([1, 2]).'],
  [
    () => relu(Float32Array.of(1) as never),
    'relu was given a Float32Array of 1; it takes a tensor, such as tensor([1, 2]).',
  ],
  [() => add(x, '1' as never), 'add was given "1"; it takes tensors, such as tensor([1, 2]), and numbers.'],
  [
    () => matmul(x, x, { transposeB: 'false' as never }),
    'matmul was given transposeB "false"; it takes true or false.',
  ],
  [() => cumsum(x, 0, { reverse: 1 as never }), 'cumsum was given reverse 1; it takes true or false.'],
  [
    () => conv2d(images, ones([1, 1, 1, 1]), undefined, { strides: 2 } as never),
    'strides is not an option of conv2d; write stride. It has stride, padding, dilation, groups and epilogue.',
    'unknown-option',
  ],
  [
    () => maxPool2d(images, 2, { padding: 1 } as never),
    'padding is not an option of maxPool2d; it has stride and dilation.',
    'unknown-option',
  ],
  [
    () => dropout(x, 0.5 as never),
    'dropout was given 0.5 as its options; they are an object { keep, key, row, sharedAxes, scale }.',
  ],
  [() => dropout(x, { keep: 0.5 } as never), 'dropout was given key undefined; it takes a key, such as key(1).'],
  [
    () => dropout(ones([2, 3]), { keep: 0.5, key: key(1), row: [4, 5, 6] }),
    'dropout was given 3 rows for [2, 3]; a list has one row for each index of axis 0.',
  ],
  [
    () => dropout(x, { keep: 0.5, key: key(1), row: [0.5] }),
    'dropout was given row [0.5]; it takes an integer from 0, or a list of one for each index of axis 0.',
  ],
  [
    () => dropout(x, { keep: 0.5, key: key(1), row: -1 }),
    'dropout was given row -1; it takes an integer from 0, or a list of one for each index of axis 0.',
  ],
  [
    () => oneHot(arange(2), 2, { dtype: 'bool' as never }),
    `oneHot was given dtype "bool"; it takes 'float32', 'float64', 'int32' or 'uint8'.`,
  ],
  [() => cast(x, 'half' as never), `cast was given dtype "half"; it takes 'float32', 'float64', 'int32' or 'uint8'.`],
]

test.each(slips)('%o', (call, says, code = 'invalid-argument') => {
  let refusal: unknown
  try {
    call()
  } catch (error) {
    refusal = error
  }
  expect(refusal).toBeInstanceOf(TensorError)
  expect(refusal).toMatchObject({ message: says, code })
})

test('move takes a tensor and a backend', async () => {
  await expect(move(x, 'wasm' as never)).rejects.toThrow(
    'move was given backend "wasm"; it takes a backend, such as await wasm().',
  )
  await expect(move([1] as never, x.backend)).rejects.toThrow(
    'move was given [1]; it takes a tensor, such as tensor([1, 2]).',
  )
})

test('a tensor of another copy of this package is a tensor', () => {
  const copy: Tensor = Object.create(null, {
    ...Object.getOwnPropertyDescriptors(x),
    view: { value: x.view },
    backend: { value: x.backend },
    rank: { value: 2 },
  })
  expect(Array.from(relu(copy).readSync())).toEqual([1, 1, 1, 1])
})
