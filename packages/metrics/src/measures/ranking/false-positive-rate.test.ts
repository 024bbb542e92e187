import { expect, test } from 'vitest'
import { measure } from '../../metric.ts'
import { falsePositiveRate } from './false-positive-rate.ts'

const rateOf = (positives: readonly number[], negatives: readonly number[], truePositiveRate?: number) =>
  measure(falsePositiveRate(truePositiveRate === undefined ? {} : { truePositiveRate }), {
    probabilities: [...positives, ...negatives],
    classes: 1,
    labels: [...positives.map(() => 1), ...negatives.map(() => 0)],
  })

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i)

test('95 % of 20 are 19, of 21 are 20', () => {
  // The second lowest of 20 positives is 1, which all of the negatives 0 to 19 reach but 0.
  expect(rateOf(upTo(20), upTo(20))).toBe(19 / 20)
  expect(rateOf(upTo(21), upTo(21))).toBe(20 / 21)
  expect(rateOf(upTo(10), upTo(10))).toBe(1)
})

test('equal scores stand above a threshold together', () => {
  expect(rateOf([1, 1, 1, 1], [1, 1, 0, 0])).toBe(0.5)
  expect(rateOf([2, 2, 1, 1], [2, 1, 1, 0], 0.5)).toBe(0.25)
  expect(rateOf([2, 2, 1, 1], [2, 1, 1, 0], 0.51)).toBe(0.75)
  expect(rateOf([-0], [0])).toBe(1)
})

test('the ends, and rates that are no sum of shares', () => {
  expect(rateOf([3, 4], [1, 2])).toBe(0)
  expect(rateOf([1, 2], [3, 4])).toBe(1)
  expect(rateOf([1, 2, 3], [1.5], 1)).toBe(1)
  expect(rateOf(upTo(10), [6.5, 7], 0.3)).toBe(0.5)
  expect(rateOf(upTo(10), [6.5, 7], 0.1 + 0.2)).toBe(1)
})

test('rates that cannot be are refused, and the names of others are known', () => {
  expect(() => falsePositiveRate({ truePositiveRate: 0 })).toThrow('falsePositiveRate was given truePositiveRate 0')
  expect(() => falsePositiveRate({ tpr: 0.95 } as never)).toThrow('write truePositiveRate')
  expect(() => rateOf([], [1])).toThrow('false positive rate is not defined without positive (class 1) examples')
})
