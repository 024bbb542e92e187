import { expect, expectTypeOf, test } from 'vitest'
import { f1, precision, precisionMetric, recall } from './measures/index.ts'

// Class 0 is predicted 3 times, 2 of them right; class 1 is true twice, found once; class 3 does not occur.
const predicted = [0, 0, 0, 1, 2]
const labels = [0, 0, 1, 1, 2]
const wrong = [0, 0, 1, 3, 2]

test('by hand, with a class that does not occur', () => {
  expect(precision(predicted, labels, { classes: 4, average: 'none' })).toEqual([2 / 3, 1, 1, 0])
  expect(recall(predicted, labels, { classes: 4, average: 'none' })).toEqual([1, 1 / 2, 1, 0])
  expect(f1(predicted, labels, { classes: 4, average: 'none' })).toEqual([4 / 5, 2 / 3, 1, 0])
  expect(recall(predicted, labels, { classes: 4 })).toBe(2.5 / 4)
  expect(recall(predicted, labels, { classes: 4, average: 'weighted' })).toBe(4 / 5)
  expect(recall(predicted, labels, { classes: 4, average: 'micro' })).toBe(4 / 5)
  expect(recall(predicted, labels, { classes: 4, positive: 1 })).toBe(1 / 2)
  // Class 3 is true once and never predicted: its precision alone is 0/0.
  expect(precision(predicted, wrong, { classes: 4, positive: 3, zeroDivision: 1 })).toBe(1)
  expect(recall(predicted, wrong, { classes: 4, positive: 3, zeroDivision: 1 })).toBe(0)
  expect(f1(predicted, wrong, { classes: 4, positive: 3, zeroDivision: 1 })).toBe(0)
})

test('what is 0/0 counts as it is told to', () => {
  expect(recall(predicted, labels, { classes: 4, zeroDivision: 1 })).toBe(3.5 / 4)
  expect(recall(predicted, labels, { classes: 4, zeroDivision: 'skip' })).toBe(2.5 / 3)
  expect(recall(predicted, labels, { classes: 4, average: 'none', zeroDivision: 'skip' })).toEqual([
    1,
    1 / 2,
    1,
    Number.NaN,
  ])
  expect(recall(predicted, labels, { classes: 4, positive: 3, zeroDivision: 'skip' })).toBeNaN()
  // Only class 0 is predicted, and the weight lies on class 1, so that nothing defined has weight.
  expect(precision([0], [1], { classes: 2, average: 'weighted', zeroDivision: 'skip' })).toBeNaN()
})

test('the type is an array only where each class is asked for', () => {
  expectTypeOf(precision([0], [0], { classes: 1 })).toEqualTypeOf<number>()
  expectTypeOf(precision([0], [0], { classes: 1, average: 'micro' })).toEqualTypeOf<number>()
  expectTypeOf(precision([0], [0], { classes: 1, average: 'none' })).toEqualTypeOf<readonly number[]>()
})

test('options that cannot be are refused', () => {
  const make = (options: object) => () => precisionMetric({ classes: 3, ...options })
  expect(make({ classes: 0 })).toThrow('classes is 0; it is an integer from 1.')
  expect(make({ average: 'mean' })).toThrow(
    `precision was given the average "mean"; it is 'macro', 'weighted', 'micro' or 'none'.`,
  )
  expect(make({ zeroDivision: 2 })).toThrow("precision was given zeroDivision 2; it is 0, 1 or 'skip'.")
  expect(make({ positive: 3 })).toThrow('precision was given positive 3; with 3 classes it is an integer from 0 to 2.')
  expect(make({ positive: 1, average: 'macro' })).toThrow("both positive 1 and average 'macro'; give one of them.")
})
