import { expect, test } from 'vitest'
import * as ops from '../src/index.ts'
import { type Backend, move, referenceBackend, tensor } from '../src/index.ts'

/** A backend of another name that lacks some kernels. */
function partial(missing: readonly string[], syncRead = true): Backend {
  const { readSync, ...whole } = referenceBackend()
  const kernels = Object.fromEntries(Object.entries(whole.kernels).filter(([name]) => !missing.includes(name)))
  return { ...whole, name: 'partial', kernels, syncRead, ...(syncRead && readSync ? { readSync } : {}) }
}

test('a missing kernel falls back to the reference, counted, with the same result', async () => {
  const backend = partial(['matmul', 'add'])
  const [x, y] = [
    tensor(
      [
        [1, 2],
        [3, 4],
      ],
      { backend },
    ),
    tensor(
      [
        [5, 6],
        [7, 8],
      ],
      { backend },
    ),
  ]
  expect(await ops.add(ops.matmul(x, ops.transpose(y)), 1).read()).toEqual(Float32Array.of(18, 24, 40, 54))
  expect([...backend.fallbacks]).toEqual([
    ['matmul', 1],
    ['add', 1],
  ])
})

test('where values are not read at once a missing kernel is an error, and so is readSync', () => {
  const backend = partial(['exp'], false)
  const x = tensor([1], { backend })
  expect(() => ops.exp(x)).toThrow('The backend partial has no kernel exp')
  expect(() => x.readSync()).toThrow('write `await tensor.read()`')
  expect(backend.fallbacks.size).toBe(0)
})

test('two backends in one operation are refused by name; move brings tensors together', async () => {
  const backend = partial([])
  const [here, there] = [tensor([1, 2]), tensor([3, 4], { backend })]
  expect(() => ops.add(here, there)).toThrow('add was given tensors of two backends, reference and partial.')
  expect(ops.add(await move(here, backend), there).readSync()).toEqual(Float32Array.of(4, 6))
  const leaf = await move(tensor([1], { requiresGrad: true }), backend)
  expect([leaf.requiresGrad, leaf.backend.name]).toEqual([true, 'partial'])
  await expect(move(ops.neg(leaf), backend)).rejects.toThrow('a history cannot move')
})

test('shapes, dtypes and axes that do not fit are refused, and printed', () => {
  const x = tensor([[1, 2, 3]])
  expect(() => ops.add(x, tensor([1, 2]))).toThrow(
    'add cannot broadcast [1, 3] with [2]: counted from the end, axis -1 is 3 in one and 2 in the other.',
  )
  expect(() => ops.add(x, tensor([1], { dtype: 'float64' }))).toThrow('add was given float32 and float64.')
  expect(() => ops.matmul(x, x)).toThrow('matmul cannot multiply [1, 3] by [1, 3]')
  expect(() => ops.reshape(x, [2, -1])).toThrow('reshape cannot make [2, -1] from [1, 3], which has 3 elements')
  expect(() => ops.sum(x, 2)).toThrow('sum was given axis 2; a tensor of rank 2 has the axes -2 to 1.')
  expect(() => ops.sum(x, [0, -2])).toThrow('sum was given axis 0 twice')
  expect(() => ops.transpose(x, [0])).toThrow('it must name each of the 2 axes once')
  expect(() => ops.exp(tensor(Int32Array.of(1)))).toThrow('exp needs float32 or float64')
  expect(() => ops.gather(x, tensor(Int32Array.of(1)))).toThrow('the index 1 in position 0; there are 1 rows')
  expect(() => tensor([[1, 2], [3]])).toThrow(
    'The nested values are not an array of shape [2, 2], which the first entries announce: see values[1].',
  )
  expect(() => tensor([1, 2], { shape: [3] })).toThrow('The shape [3] has 3 elements, but 2 values were given.')
  expect(() => tensor([], { shape: [-1] })).toThrow('extents are integers from 0')
  expect(() => ops.affine(x, x)).toThrow('it takes [batch, …, in], [in, out] and [out]')
})

test('a slice is a view of the places asked for, and refuses others', () => {
  const x = tensor([
    [1, 2, 3],
    [4, 5, 6],
  ])
  expect(ops.slice(x, 1, -2).readSync()).toEqual(Float32Array.of(2, 3, 5, 6))
  expect(ops.slice(ops.transpose(x), 0, 1, 2).readSync()).toEqual(Float32Array.of(2, 5))
  expect(() => ops.slice(x, 1, 4)).toThrow(
    'slice was given the index 4 on axis 1 of [2, 3]; indices are integers from -3 to 3.',
  )
  expect(() => ops.slice(x, 1, 2, 1)).toThrow('which ends before it starts')
})

test('views read as they look', async () => {
  const x = tensor([
    [1, 2, 3],
    [4, 5, 6],
  ])
  expect(await ops.transpose(x).read()).toEqual(Float32Array.of(1, 4, 2, 5, 3, 6))
  expect(ops.broadcastTo(tensor([7]), [2, 2]).readSync()).toEqual(Float32Array.of(7, 7, 7, 7))
  expect(ops.add(ops.transpose(x), tensor([10, 20])).readSync()).toEqual(Float32Array.of(11, 24, 12, 25, 13, 26))
  expect(`${ops.transpose(x)}`).toBe('Tensor float32 [3, 2] on reference')
  expect(ops.cast(tensor([1.9, -1.9]), 'int32').readSync()).toEqual(Int32Array.of(1, -1))
  expect(ops.greater(x, 3).readSync()).toEqual(Uint8Array.of(0, 0, 0, 1, 1, 1))
})
