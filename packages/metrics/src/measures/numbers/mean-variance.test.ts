import { expect, test } from 'vitest'
import { measure } from '../../metric.ts'
import { meanVariance } from './mean-variance.ts'

const meanVarianceOf = (values: number[]) => measure(meanVariance(), { values })

test('values far from 0 keep their digits, in one run and merged', () => {
  const far = [4, 7, 13, 16].map((value) => 1e9 + value)
  const expected = { count: 4, mean: 1e9 + 10, variance: 30, standardDeviation: Math.sqrt(30) }
  expect(meanVarianceOf(far)).toEqual(expected)
  const { empty, update, merge, compute } = meanVariance()
  const parts = [far.slice(0, 1), far.slice(1)].map((values) => update(empty(), { values }))
  expect(compute(merge(parts[0]!, parts[1]!))).toEqual(expected)
})

test('a single value has a mean and no variance', () => {
  expect(meanVarianceOf([5])).toEqual({ count: 1, mean: 5, variance: Number.NaN, standardDeviation: Number.NaN })
})
