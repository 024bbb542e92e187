import { expect, test } from 'vitest'
import { summarize } from './summary.ts'

test('a summary is the mean, the deviation, and the interval by Student', () => {
  const { mean, deviation, low, high } = summarize([1, 2, 3, 4, 5])
  expect([mean, deviation]).toEqual([3, Math.sqrt(2.5)])
  // scipy.stats.t.interval(0.95, 4, 3, (2.5 / 5) ** 0.5)
  expect(low).toBeCloseTo(1.0368, 3)
  expect(high).toBeCloseTo(4.9632, 3)
  expect(summarize([7])).toMatchObject({ mean: 7, low: Number.NaN })
})
