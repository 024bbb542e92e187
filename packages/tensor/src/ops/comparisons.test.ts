import { expect, test } from 'vitest'
import { clip, equal, greater, greaterEqual, less, lessEqual, notEqual, oneHot, type Tensor, tensor } from '../index.ts'

const values = [-Infinity, -1, 0, 1, Infinity, Number.NaN]
const [a, b] = [tensor(values.map((value) => [value])), tensor(values)]

test.each<[string, (a: Tensor | number, b: Tensor | number) => Tensor, (a: number, b: number) => boolean]>([
  ['less', less, (a, b) => a < b],
  ['lessEqual', lessEqual, (a, b) => a <= b],
  ['greater', greater, (a, b) => a > b],
  ['greaterEqual', greaterEqual, (a, b) => a >= b],
  ['equal', equal, (a, b) => a === b],
  ['notEqual', notEqual, (a, b) => a !== b],
])('%s is that of numbers, for every pair, and with a number on either side', (_, compare, plain) => {
  const expected = values.flatMap((x) => values.map((y) => Number(plain(x, y))))
  expect(Array.from(compare(a, b).readSync())).toEqual(expected)
  expect(compare(a, b).dtype).toBe('uint8')
  expect(Array.from(compare(b, 0).readSync())).toEqual(values.map((x) => Number(plain(x, 0))))
  expect(Array.from(compare(0, b).readSync())).toEqual(values.map((y) => Number(plain(0, y))))
})

test('clip keeps NaN, and moves what lies outside', () => {
  expect(Array.from(clip(b, -1, 0.5).readSync())).toEqual([-1, -1, 0, 0.5, 0.5, Number.NaN])
  expect(() => clip(b, 1, 0)).toThrow('1 and 0')
})

test('oneHot: a row for each label; classes that are not there give zeros', () => {
  const rows = oneHot(tensor([[2, 0, 5]], { dtype: 'int32' }), 3)
  expect(rows.shape).toEqual([1, 3, 3])
  expect(Array.from(rows.readSync())).toEqual([0, 0, 1, 1, 0, 0, 0, 0, 0])
  expect(oneHot(tensor([1], { dtype: 'uint8' }), 2, { dtype: 'float64' }).dtype).toBe('float64')
  expect(() => oneHot(tensor([1]), 2)).toThrow('needs integers')
  expect(() => oneHot(tensor([1], { dtype: 'int32' }), 0)).toThrow('0 classes')
})
