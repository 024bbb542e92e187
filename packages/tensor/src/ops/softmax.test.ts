import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { exp, logSoftmax, randomNormal, softmax, sum, tensor } from '../index.ts'

const rowOf = (...values: number[]) => Array.from(softmax(tensor(values, { dtype: 'float64' })).readSync())

test('softmax of 1, 2, 3, and the same shifted by anything', () => {
  const expected = [0.09003057317038046, 0.24472847105479764, 0.6652409557748219]
  for (const shift of [0, 1000, -1000])
    rowOf(1 + shift, 2 + shift, 3 + shift).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 15)
    })
})

test('what is impossible has exactly 0; a row without any number has none', () => {
  expect(rowOf(0, -Infinity, 0)).toEqual([0.5, 0, 0.5])
  expect(rowOf(7)).toEqual([1])
  expect(rowOf(-Infinity, -Infinity)).toEqual([Number.NaN, Number.NaN])
  expect(rowOf(Infinity, 0)).toEqual([Number.NaN, Number.NaN])
  expect(rowOf(Number.NaN, 0)).toEqual([Number.NaN, Number.NaN])
})

test('rows sum to 1 and are the exponentials of logSoftmax, however long and along any axis', () => {
  const x = randomNormal(key(1), [3, 5000], { std: 5 })
  for (const axis of [0, 1]) {
    const y = softmax(x, axis)
    for (const total of sum(y, axis).readSync()) expect(total).toBeCloseTo(1, 5)
    const other = exp(logSoftmax(x, axis)).readSync()
    y.readSync().forEach((value, i) => {
      expect(Math.abs(value - other[i]!)).toBeLessThan(4e-6)
    })
  }
})
