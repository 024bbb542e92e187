import { expect, test } from 'vitest'
import { backward, sum, tensor, topK } from '../index.ts'

const lists = ({ values, indices }: ReturnType<typeof topK>) => [
  Array.from(values.readSync()),
  Array.from(indices.readSync()),
]

test('the largest first, among equals the lower index first, NaN before every number', () => {
  expect(lists(topK(tensor([3, 1, 4, 1, 5]), 3))).toEqual([
    [5, 4, 3],
    [4, 2, 0],
  ])
  expect(lists(topK(tensor([2, 7, 7, 2, 7]), 5))[1]).toEqual([1, 2, 4, 0, 3])
  expect(lists(topK(tensor([0, Number.NaN, Infinity, -0, Number.NaN, -Infinity, 0]), 7))[1]).toEqual([
    1, 4, 2, 0, 3, 6, 5,
  ])
  expect(lists(topK(tensor([-5, 3, -2], { dtype: 'int32' }), 2))).toEqual([
    [3, -2],
    [1, 2],
  ])
})

test('along any axis', () => {
  const x = tensor([
    [
      [1, 6],
      [4, 2],
      [3, 9],
    ],
    [
      [7, 0],
      [8, 5],
      [2, 1],
    ],
  ])
  expect(lists(topK(x, 2, 1))).toEqual([
    [4, 9, 3, 6, 8, 5, 7, 1],
    [1, 2, 2, 0, 1, 1, 0, 2],
  ])
  expect(lists(topK(x, 1, 0))[1]).toEqual([1, 0, 1, 1, 0, 0])
})

test('the gradient goes to the chosen, and to no other among equals', () => {
  const x = tensor([2, 5, 5, 1, 5], { requiresGrad: true })
  expect(Array.from(backward(sum(topK(x, 2).values), x).readSync())).toEqual([0, 1, 1, 0, 0])
})

test('k beyond the axis, and what has no order here, are refused', () => {
  const x = tensor([[1, 2, 3]])
  expect(() => topK(x, 4)).toThrow(
    'topK was given k = 4 for axis -1 of Tensor float32 [1, 3] on reference; it takes an integer from 1 to the extent, 3.',
  )
  expect(() => topK(x, 0)).toThrow('k = 0')
  expect(() => topK(x, 1.5)).toThrow('k = 1.5')
  expect(() => topK(tensor(1), 1)).toThrow('a scalar has no axes')
  expect(() => topK(tensor([1], { dtype: 'uint8' }), 1)).toThrow("cast(tensor, 'int32')")
})
