import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { formatValues } from './format-values.ts'
import { arange, type DType, tensor, transpose } from './index.ts'

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
  expect(formatValues(arange(5000).readSync(), [5000])).toBe('[0, 1, 2, …, 4997, 4998, 4999]')
  const lines = formatValues(new Float32Array(1e6), [1000, 1000]).split('\n')
  expect(lines).toHaveLength(7)
  expect(lines[0]).toBe('[[0, 0, 0, …, 0, 0, 0],')
  expect(lines[3]).toBe(' …,')
})

test('integers are shown as they are, floats with five digits, far from 1 with an exponent', () => {
  const shown = (values: number[], dtype: DType = 'float32') =>
    formatValues(tensor(values, { dtype }).readSync(), [values.length])
  expect(shown([2147483647, -2147483648, 123456], 'int32')).toBe('[2147483647, -2147483648, 123456]')
  expect(shown([0, 255], 'uint8')).toBe('[0, 255]')
  expect(shown([1 / 3, 100.123456, 123456, 123456.7, 99999.5])).toBe('[0.33333, 100.12, 123456, 1.2346e5, 1e5]')
  expect(shown([1e-4, 1.23456e-5, 1e-45, -3.4e38, 123456789], 'float64')).toBe(
    '[0.0001, 1.2346e-5, 1e-45, -3.4e38, 1.2346e8]',
  )
  expect(shown([Number.NaN, Infinity, -Infinity, -0, 0])).toBe('[NaN, Infinity, -Infinity, -0, 0]')
})

test('long rows go on in the next line, aligned', () => {
  const lines = formatValues(
    Float32Array.from({ length: 60 }, (_, i) => i / 7),
    [2, 30],
  ).split('\n')
  expect(lines[0]).toMatch(/^\[\[ {6}0, 0\.14286/)
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100)
  expect(lines.slice(1).filter((line) => /^ {2}[ \d]/.test(line))).toHaveLength(4)
  const vector = formatValues(
    Int32Array.from({ length: 200 }, (_, i) => i),
    [200],
  ).split('\n')
  expect(vector.length).toBeGreaterThan(5)
  expect(vector.at(-1)).toMatch(/ 199\]$/)
})

test('of many axes fewer places are shown', () => {
  const text = formatValues(new Float32Array(1e5), [10, 10, 10, 10, 10])
  expect(text.match(/0/g)).toHaveLength(32)
  expect(text.startsWith('[[[[[0, …, 0],\n    …,\n    [0, …, 0]],\n\n   …,')).toBe(true)
  expect(formatValues(new Float32Array(3 * 1e4), [1, 3, 100, 100]).match(/0/g)).toHaveLength(3 * 6 * 6)
})

test('one that was disposed of says so', () => {
  const x = tensor([1])
  x.dispose()
  expect(inspect(x)).toBe('Tensor float32 [1] on reference (disposed of)')
})
