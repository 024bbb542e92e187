import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { formatValues } from './format-values.ts'
import { range, tensor, transpose } from './index.ts'

test('a tensor prints its values, aligned, as nested brackets', () => {
  const x = tensor([
    [1, -0.5],
    [1e-9, Number.NaN],
  ])
  expect(inspect(x)).toBe('Tensor float32 [2, 2] on reference\n[[   1, -0.5],\n [1e-9,  NaN]]')
  expect(inspect(transpose(tensor([[1, 2, 3]])))).toBe('Tensor float32 [3, 1] on reference\n[[1],\n [2],\n [3]]')
  expect(inspect(tensor(0.1 + 0.2))).toBe('Tensor float32 [] on reference\n0.3')
  expect(inspect(tensor([], { shape: [0, 3] }))).toBe('Tensor float32 [0, 3] on reference\n[]')
  expect(formatValues(Int32Array.of(1, 2, 3, 4), [2, 1, 2])).toBe('[[[1, 2]],\n\n [[3, 4]]]')
})

test('of a large one the edges are shown', () => {
  expect(formatValues(range(5000).readSync(), [5000])).toBe('[0, 1, 2, …, 4997, 4998, 4999]')
  const lines = formatValues(new Float32Array(1e6), [1000, 1000]).split('\n')
  expect(lines).toHaveLength(7)
  expect(lines[0]).toBe('[[0, 0, 0, …, 0, 0, 0],')
  expect(lines[3]).toBe(' …,')
})

test('one that was disposed of says so', () => {
  const x = tensor([1])
  x.dispose()
  expect(inspect(x)).toBe('Tensor float32 [1] on reference (disposed of)')
})
