import { expect, test } from 'vitest'
import { concat, pad, split, stack, tensor } from '../index.ts'

const matrix = tensor([
  [1, 2],
  [3, 4],
])

test('concat puts tensors one after another, empty ones too', () => {
  const joined = concat([matrix, tensor([[5], [6]])], -1)
  expect(joined.shape).toEqual([2, 3])
  expect(Array.from(joined.readSync())).toEqual([1, 2, 5, 3, 4, 6])
  const nothing = tensor(new Float32Array(0), { shape: [0, 2] })
  expect(Array.from(concat([nothing, matrix, nothing]).readSync())).toEqual([1, 2, 3, 4])
})

test('split undoes concat, into equal parts or named sizes', () => {
  expect(split(matrix, 2, 1).map((part) => Array.from(part.readSync()))).toEqual([
    [1, 3],
    [2, 4],
  ])
  const parts = split(tensor([1, 2, 3, 4, 5]), [2, 0, 3])
  expect(parts.map(({ shape }) => shape)).toEqual([[2], [0], [3]])
  expect(Array.from(concat(parts).readSync())).toEqual([1, 2, 3, 4, 5])
})

test('stack adds an axis anywhere', () => {
  const rows = [tensor([1, 2]), tensor([3, 4])]
  expect(Array.from(stack(rows).readSync())).toEqual([1, 2, 3, 4])
  expect(Array.from(stack(rows, -1).readSync())).toEqual([1, 3, 2, 4])
  expect(stack([matrix, matrix, matrix], 1).shape).toEqual([2, 3, 2])
  expect(stack([tensor(1), tensor(2)]).shape).toEqual([2])
})

test('pad surrounds with a value', () => {
  const padded = pad(
    matrix,
    [
      [1, 0],
      [0, 2],
    ],
    9,
  )
  expect(padded.shape).toEqual([3, 4])
  expect(Array.from(padded.readSync())).toEqual([9, 9, 9, 9, 1, 2, 9, 9, 3, 4, 9, 9])
})

test('what does not fit is refused, with what was given', () => {
  expect(() => concat([])).toThrow('no tensors')
  expect(() => concat([matrix, tensor([1])])).toThrow('[2, 2] first and [1] in position 1')
  expect(() => concat([matrix, tensor([[1, 2, 3]])], 1)).toThrow('[1, 3] in position 1')
  expect(() => concat([matrix, tensor([[1, 2]], { dtype: 'int32' })])).toThrow('int32')
  expect(() => stack([matrix, tensor([1])])).toThrow('[2, 2] and [1]')
  expect(() => stack([matrix], 3)).toThrow('-3 to 2')
  expect(() => split(matrix, 3)).toThrow('3 parts')
  expect(() => split(matrix, [1, 2])).toThrow('add up to 2')
  expect(() => pad(matrix, [[1, 0]])).toThrow('each of the 2 axes')
  expect(() =>
    pad(matrix, [
      [1, 0],
      [-1, 0],
    ]),
  ).toThrow('integers from 0')
})
