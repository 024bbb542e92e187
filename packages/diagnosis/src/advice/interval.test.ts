import { expect, test } from 'vitest'
import { differenceInterval, QUANTILES, ratioInterval, wilson } from './interval.ts'
import { trendOf } from './trend.ts'

const z = QUANTILES.likely

test('the interval of a difference is that of Newcombe (1998), table II, method 10', () => {
  const between = (a: number, m: number, b: number, n: number) => {
    const { low, high } = differenceInterval({ share: b / n, count: n }, { share: a / m, count: m }, z)
    return [low.toFixed(4), high.toFixed(4)]
  }
  expect(between(56, 70, 48, 80)).toEqual(['0.0524', '0.3339'])
  expect(between(9, 10, 3, 10)).toEqual(['0.1705', '0.8090'])
  expect(between(10, 10, 0, 20)).toEqual(['0.6791', '1.0000'])
  expect(between(0, 10, 0, 10)).toEqual(['-0.2775', '0.2775'])
})

test('Wilson stays within 0 and 1', () => {
  expect(wilson(0, 20, z).low).toBe(0)
  expect(wilson(1, 20, z).high).toBe(1)
})

test('the ratio of equal losses is 1 within its interval', () => {
  const { low, high } = ratioInterval({ loss: 2, count: 200 }, { loss: 2, count: 200 }, z)
  expect(low * high).toBeCloseTo(1, 12)
  expect(high).toBeCloseTo(Math.exp(z * Math.sqrt(0.02)), 12)
})

test('a trend is the slope of the logarithm, with its standard error', () => {
  const exact = trendOf(Array.from({ length: 6 }, (_, i) => Math.exp(-0.1 * i)))!
  expect(exact.slope).toBeCloseTo(-0.1, 12)
  expect(exact.high - exact.low).toBeLessThan(1e-12)
  // By hand: y = 0, 1, 0, 1, 0 on x = -2 … 2 has slope 0; residuals squared sum to 1.2, the error is √(1.2 / 3 / 10).
  const jagged = trendOf([1, Math.E, 1, Math.E, 1])!
  expect(jagged.slope).toBeCloseTo(0, 12)
  expect(jagged.high).toBeCloseTo(2 * Math.sqrt(0.04), 12)
  expect(trendOf([1, 1, 1, 1])).toBeUndefined()
  expect(trendOf([1, 1, 0, 1, 1])).toBeUndefined()
})
