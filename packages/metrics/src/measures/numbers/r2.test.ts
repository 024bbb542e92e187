import { expect, test } from 'vitest'
import { measure } from '../../metric.ts'
import { r2 } from './r2.ts'

const r2Of = (predicted: number[], targets: number[]) => measure(r2(), { predicted, targets })

test('by hand: perfect, the mean of the targets, worse than that', () => {
  expect(r2Of([1, 2, 3], [1, 2, 3])).toBe(1)
  expect(r2Of([2, 2, 2], [1, 2, 3])).toBe(0)
  expect(r2Of([3, 2, 1], [1, 2, 3])).toBe(-3)
})

test('targets that are all equal leave it undefined, whatever was predicted', () => {
  const says = 'R² is not defined where all targets are equal (2 of 0.1); use rmse or mae.'
  expect(() => r2Of([0.1, 0.1], [0.1, 0.1])).toThrow(says)
  expect(() => r2Of([1, 2], [0.1, 0.1])).toThrow(says)
})
