import { expect, test } from 'vitest'
import { cumsum, tensor, transpose } from '../index.ts'

const matrix = tensor([
  [1, 2, 3],
  [10, 20, 30],
])

test('cumsum along any axis, from either end, of views', () => {
  expect(Array.from(cumsum(matrix).readSync())).toEqual([1, 3, 6, 10, 30, 60])
  expect(Array.from(cumsum(matrix, 0).readSync())).toEqual([1, 2, 3, 11, 22, 33])
  expect(Array.from(cumsum(matrix, 1, { reverse: true }).readSync())).toEqual([6, 5, 3, 60, 50, 30])
  expect(Array.from(cumsum(transpose(matrix), 0).readSync())).toEqual([1, 10, 3, 30, 6, 60])
  expect(Array.from(cumsum(tensor([2, 3], { dtype: 'int32' })).readSync())).toEqual([2, 5])
  expect(cumsum(tensor([], { shape: [2, 0] })).shape).toEqual([2, 0])
})

test('each sum is rounded: 2^24 + 1 + 1 stays', () => {
  expect(Array.from(cumsum(tensor([16777216, 1, 1])).readSync())).toEqual([16777216, 16777216, 16777216])
  expect(Object.is(cumsum(tensor([-0])).readSync()[0], -0)).toBe(true)
})

test('what has no sums is refused', () => {
  expect(() => cumsum(tensor(1))).toThrow('a scalar has no axes')
  expect(() => cumsum(tensor([1], { dtype: 'uint8' }))).toThrow('uint8')
})
