import { expect, expectTypeOf, test } from 'vitest'
import type { LabelBatch } from '../batches/batch.ts'
import { f1, precision, recall } from '../measures/index.ts'
import { type Metric, measure } from '../metric.ts'
import type { ClassCounts } from './class-score.ts'

const score = <Result>(metric: Metric<ClassCounts, LabelBatch, Result>, predicted: number[], labels: number[]) =>
  measure(metric, { predicted, labels })

// Class 0 is predicted 3 times, 2 of them right; class 1 is true twice, found once; class 3 does not occur.
const predicted = [0, 0, 0, 1, 2]
const labels = [0, 0, 1, 1, 2]
const wrong = [0, 0, 1, 3, 2]

test('by hand, with a class that does not occur', () => {
  expect(score(precision({ classes: 4, average: 'none' }), predicted, labels)).toEqual([2 / 3, 1, 1, 0])
  expect(score(recall({ classes: 4, average: 'none' }), predicted, labels)).toEqual([1, 1 / 2, 1, 0])
  expect(score(f1({ classes: 4, average: 'none' }), predicted, labels)).toEqual([4 / 5, 2 / 3, 1, 0])
  expect(score(recall({ classes: 4 }), predicted, labels)).toBe(2.5 / 4)
  expect(score(recall({ classes: 4, average: 'weighted' }), predicted, labels)).toBe(4 / 5)
  expect(score(recall({ classes: 4, average: 'micro' }), predicted, labels)).toBe(4 / 5)
  expect(score(recall({ classes: 4, positive: 1 }), predicted, labels)).toBe(1 / 2)
  // Class 3 is true once and never predicted: its precision alone is 0/0.
  expect(score(precision({ classes: 4, positive: 3, zeroDivision: 1 }), predicted, wrong)).toBe(1)
  expect(score(recall({ classes: 4, positive: 3, zeroDivision: 1 }), predicted, wrong)).toBe(0)
  expect(score(f1({ classes: 4, positive: 3, zeroDivision: 1 }), predicted, wrong)).toBe(0)
})

test('what is 0/0 counts as it is told to', () => {
  expect(score(recall({ classes: 4, zeroDivision: 1 }), predicted, labels)).toBe(3.5 / 4)
  expect(score(recall({ classes: 4, zeroDivision: 'skip' }), predicted, labels)).toBe(2.5 / 3)
  expect(score(recall({ classes: 4, average: 'none', zeroDivision: 'skip' }), predicted, labels)).toEqual([
    1,
    1 / 2,
    1,
    Number.NaN,
  ])
  expect(score(recall({ classes: 4, positive: 3, zeroDivision: 'skip' }), predicted, labels)).toBeNaN()
  // Only class 0 is predicted, and the weight lies on class 1, so that nothing defined has weight.
  expect(score(precision({ classes: 2, average: 'weighted', zeroDivision: 'skip' }), [0], [1])).toBeNaN()
})

test('the type is an array only where each class is asked for', () => {
  expectTypeOf(score(precision({ classes: 1 }), [0], [0])).toEqualTypeOf<number>()
  expectTypeOf(score(precision({ classes: 1, average: 'micro' }), [0], [0])).toEqualTypeOf<number>()
  expectTypeOf(score(precision({ classes: 1, average: 'none' }), [0], [0])).toEqualTypeOf<readonly number[]>()
})

test('options that cannot be are refused', () => {
  const make = (options: object) => () => precision({ classes: 3, ...options })
  expect(make({ classes: 0 })).toThrow('precision was given classes 0; it takes an integer from 1 to 1000000.')
  expect(make({ average: 'mean' })).toThrow(
    `precision was given average "mean"; it takes 'macro', 'weighted', 'micro' or 'none'.`,
  )
  expect(make({ zeroDivision: 2 })).toThrow("precision was given zeroDivision 2; it takes 0, 1 or 'skip'.")
  expect(make({ positive: 3 })).toThrow('precision was given positive 3; with 3 classes it is an integer from 0 to 2.')
  expect(make({ positive: 1, average: 'macro' })).toThrow("both positive 1 and average 'macro'; give one of them.")
})
