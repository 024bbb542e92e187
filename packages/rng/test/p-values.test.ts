import { expect, test } from 'vitest'
import { chiSquareP, gammaTails, normalP } from './p-values.ts'

const near = (value: number, expected: number) => expect(Math.abs(value / expected - 1)).toBeLessThan(1e-9)

// Computed with mpmath at 30 digits.
test('tails agree with high-precision values, far out too', () => {
  near(normalP(1), 0.3173105078629141)
  near(normalP(-6), 1.9731752900753966e-9)
  near(gammaTails(127.5, 200).upper, 1.6600025244124518e-8)
  near(gammaTails(127.5, 70).lower, 4.513133150634325e-10)
  near(gammaTails(1024, 1300).upper, 8.385582238295294e-16)
})

test('chi-square is two-sided', () => {
  near(chiSquareP(400, 255), 2 * 1.6600025244124518e-8)
  near(chiSquareP(140, 255), 2 * 4.513133150634325e-10)
  expect(chiSquareP(255, 255)).toBeGreaterThan(0.9)
})
