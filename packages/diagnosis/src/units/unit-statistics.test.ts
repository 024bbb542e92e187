import { expect, test } from 'vitest'
import { unitStatistics } from './unit-statistics.ts'

test('by hand', () => {
  const { hoyer, dead, zeroShare, unitMeans, mean, correlation } = unitStatistics({
    activations: [3, 0, 4, 0, 0, 0, 0, 0, 2, 0, 0, 0],
    units: 4,
  })
  // The row 3, 0, 4, 0 has (2 − 7 / 5) / (2 − 1); the row of zeros does not count; one active unit gives 1.
  expect(hoyer).toBeCloseTo((0.6 + 1) / 2, 15)
  expect(dead).toEqual([1, 3])
  expect(zeroShare).toBe(0.75)
  expect(unitMeans).toEqual([5 / 3, 0, 4 / 3, 0])
  expect(mean).toBeCloseTo(0.75, 15)
  expect(correlation).toBeCloseTo(48 / Math.sqrt(42 * 96), 14)
})

test('an interval has its lower edge, and the last one both', () => {
  const activations = Array.from({ length: 21 }, (_, i) => i)
  const { edges, counts } = unitStatistics({ activations, units: 1 }).activationsHistogram
  expect(edges).toEqual(activations)
  expect(counts).toEqual([...new Array(19).fill(1), 2])
})

test('what cannot be said is null', () => {
  expect(unitStatistics({ activations: [1, 2, 3], units: 1 })).toMatchObject({ hoyer: null, correlation: null })
  expect(unitStatistics({ activations: [0, 0], units: 2 })).toMatchObject({
    hoyer: null,
    correlation: null,
    activationsHistogram: { edges: [0, 0], counts: [2] },
  })
})

test('activations that are no rows of finite numbers are refused', () => {
  expect(() => unitStatistics({ activations: [1, 2, 3], units: 2 })).toThrow(
    'unitStatistics was given 3 activations of 2 units; they are rows of one number for each unit.',
  )
  for (const activations of [[], [Number.NaN], null, 'x', [1n]])
    expect(() => unitStatistics({ activations: activations as never, units: 1 })).toThrow(
      'one number or more, all finite',
    )
})
