import { expect, test } from 'vitest'
import { topKAccuracy, topKAccuracyMetric } from './top-k-accuracy.ts'

test('among equals the lower class comes first', () => {
  const equal = [0.25, 0.25, 0.25, 0.25]
  expect([0, 1, 2, 3].map((label) => topKAccuracy(equal, 4, [label], 2))).toEqual([1, 1, 0, 0])
  // Class 2 leads, then 0 and 1 as equals.
  expect([0, 1, 2].map((label) => topKAccuracy([0.3, 0.3, 0.4], 3, [label], 2))).toEqual([1, 0, 1])
  expect(topKAccuracy([0.3, 0.3, 0.4], 3, [1], 3)).toBe(1)
})

test('a k that cannot be is refused', () => {
  for (const k of [0, -1, 1.5, Number.NaN])
    expect(() => topKAccuracyMetric(k)).toThrow(`topKAccuracy was given k ${k}; it is an integer from 1`)
})
