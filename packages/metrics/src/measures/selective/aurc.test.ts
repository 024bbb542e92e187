import { key, permutation } from '@thinned/rng'
import { expect, test } from 'vitest'
import { measure } from '../../metric.ts'
import { aurc } from './aurc.ts'

const aurcOf = (uncertainty: ArrayLike<number>, predicted: number[], labels: number[]) =>
  measure(aurc(), { uncertainty, predicted, labels })

const right = (count: number) => new Array<number>(count).fill(0)

test('by hand', () => {
  expect(aurcOf([1, 2, 3], [0, 0, 0], right(3))).toBe(0)
  expect(aurcOf([1, 2, 3], [1, 1, 1], right(3))).toBe(1)
  // Risks from the surest on: 0, 1/2, 1/3.
  expect(aurcOf([3, 1, 2], [0, 0, 1], right(3))).toBeCloseTo((0 + 1 / 2 + 1 / 3) / 3, 15)
  expect(aurcOf([1], [0], [0])).toBe(0)
})

test('equals take the mean over their orders', () => {
  // The error stands first, second or third among three.
  const orders = [(1 + 1 / 2 + 1 / 3) / 3, (0 + 1 / 2 + 1 / 3) / 3, (0 + 0 + 1 / 3) / 3]
  expect(aurcOf([5, 5, 5], [0, 1, 0], right(3))).toBeCloseTo(orders.reduce((sum, area) => sum + area, 0) / 3, 15)
  expect(aurcOf([-0, 0], [1, 0], right(2))).toBeCloseTo(((1 + 1 / 2) / 2 + (0 + 1 / 2) / 2) / 2, 15)
})

test('what the docstring says of no knowledge and of all of it', () => {
  const n = 4000
  const predicted = Array.from({ length: n }, (_, i) => (i < 0.75 * n ? 0 : 1))
  expect(aurcOf(new Float32Array(n), predicted, right(n))).toBeCloseTo(0.25, 12)
  expect(aurcOf(permutation(key(1), n), predicted, right(n))).toBeCloseTo(0.25, 1)
  expect(aurcOf(predicted, predicted, right(n))).toBeLessThan(0.25)
  const ranked = Array.from({ length: n }, (_, i) => i)
  expect(aurcOf(ranked, predicted, right(n))).toBeCloseTo(0.25 + 0.75 * Math.log(0.75), 3)
})
