import { expect, test } from 'vitest'
import { measure } from '../../metric.ts'
import { topKAccuracy } from './top-k-accuracy.ts'

const topKAccuracyOf = (probabilities: number[], classes: number, labels: number[], k: number) =>
  measure(topKAccuracy({ k }), { probabilities, classes, labels })

test('among equals the lower class comes first', () => {
  const equal = [0.25, 0.25, 0.25, 0.25]
  expect([0, 1, 2, 3].map((label) => topKAccuracyOf(equal, 4, [label], 2))).toEqual([1, 1, 0, 0])
  // Class 2 leads, then 0 and 1 as equals.
  expect([0, 1, 2].map((label) => topKAccuracyOf([0.3, 0.3, 0.4], 3, [label], 2))).toEqual([1, 0, 1])
  expect(topKAccuracyOf([0.3, 0.3, 0.4], 3, [1], 3)).toBe(1)
})

test('a k that cannot be is refused', () => {
  for (const k of [0, -1, 1.5, Number.NaN])
    expect(() => topKAccuracy({ k })).toThrow(`topKAccuracy was given k ${k}; it takes an integer from 1`)
})
