import { expect, test } from 'vitest'
import { gather, scatterAdd, tensor } from '../index.ts'

const indices = (...values: number[]) => tensor(values, { dtype: 'int32' })

test('scatterAdd adds rows where they belong, and leaves the others 0', () => {
  const x = tensor([
    [1, 2],
    [10, 20],
    [100, 200],
  ])
  expect(Array.from(scatterAdd(x, indices(3, 0, 3), 4).readSync())).toEqual([10, 20, 0, 0, 0, 0, 101, 202])
  expect(scatterAdd(tensor([], { shape: [0, 2] }), tensor([], { dtype: 'int32' }), 2).shape).toEqual([2, 2])
})

test('indices that are not there, or too few, are refused', () => {
  expect(() => scatterAdd(tensor([1, 2]), indices(0, 5), 4)).toThrow('scatterAdd was given the index 5 in position 1')
  expect(() => scatterAdd(tensor([1, 2]), indices(0), 4)).toThrow('one index for each row')
  expect(() => scatterAdd(tensor([1]), indices(0), 1.5)).toThrow('1.5 rows')
  expect(() => scatterAdd(tensor([1], { dtype: 'int32' }), indices(0), 1)).toThrow('needs float32')
  expect(() => gather(tensor([1, 2]), indices(-1))).toThrow('gather was given the index -1 in position 0')
  expect(() => gather(tensor([1, 2]), tensor([0]))).toThrow('int32 indices [n]')
})
