import { expect, test } from 'vitest'
import { gatherRows, scatterAddRows, tensor } from '../index.ts'

const indices = (...values: number[]) => tensor(values, { dtype: 'int32' })

test('scatterAddRows adds rows where they belong, and leaves the others 0', () => {
  const x = tensor([
    [1, 2],
    [10, 20],
    [100, 200],
  ])
  expect(Array.from(scatterAddRows(x, indices(3, 0, 3), 4).readSync())).toEqual([10, 20, 0, 0, 0, 0, 101, 202])
  expect(scatterAddRows(tensor([], { shape: [0, 2] }), tensor([], { dtype: 'int32' }), 2).shape).toEqual([2, 2])
})

test('indices that are not there, or too few, are refused', () => {
  expect(() => scatterAddRows(tensor([1, 2]), indices(0, 5), 4)).toThrow(
    'scatterAddRows was given the index 5 at place 1',
  )
  expect(() => scatterAddRows(tensor([1, 2]), indices(0), 4)).toThrow('one index for each row')
  expect(() => scatterAddRows(tensor([1]), indices(0), 1.5)).toThrow('1.5 rows')
  expect(() => scatterAddRows(tensor([1], { dtype: 'int32' }), indices(0), 1)).toThrow('needs float32')
  expect(() => gatherRows(tensor([1, 2]), indices(-1))).toThrow('gatherRows was given the index -1 at place 0')
  expect(() => gatherRows(tensor([1, 2]), tensor([0]))).toThrow('int32 indices [n]')
})
