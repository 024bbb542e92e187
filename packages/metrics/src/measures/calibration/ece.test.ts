import { expect, test } from 'vitest'
import { measure } from '../../metric.ts'
import { ece } from './ece.ts'

const eceOf = (probabilities: number[], classes: number, labels: number[], bins?: number) =>
  measure(ece(bins === undefined ? {} : { bins }), { probabilities, classes, labels })

test('by hand: bins of width 0.2, a tie that goes to class 0', () => {
  const probabilities = [0.7, 0.2, 0.1, 0.5, 0.25, 0.25, 0, 0, 1, 0.4, 0.4, 0.2]
  // ]0.2, 0.4] row 3 (wrong, .4), ]0.4, 0.6] row 1 (wrong, .5), ]0.6, 0.8] row 0 (right, .7), ]0.8, 1] row 2.
  expect(eceOf(probabilities, 3, [0, 1, 2, 1], 5)).toBeCloseTo((0.4 + 0.5 + 0.3 + 0) / 4, 12)
  expect(eceOf([1], 1, [0])).toBe(0)
})

test('the edge of a bin belongs to the lower bin', () => {
  expect(eceOf([0.5, 0.5], 2, [0], 2)).toBe(0.5)
  expect(eceOf([0.5, 0.5, 1, 0], 2, [0, 0], 2)).toBe(0.25)
  expect(eceOf([0.5, 0.5], 2, [1], 1)).toBe(0.5)
})

test('bins that cannot be are refused', () => {
  expect(() => ece({ bins: 0 })).toThrow('ece was given bins 0; it takes an integer from 1.')
  expect(() => ece({ bins: 1.5 })).toThrow('bins 1.5')
})
