import { expect, test } from 'vitest'
import expected from '../fixtures/comparisons.json' with { type: 'json' }
import { INTERVAL_METHODS } from '../src/bootstrap/interval-endpoints.ts'
import { normalProbability, normalQuantile, normalUpperTail } from '../src/bootstrap/normal-distribution.ts'
import { type McNemarMethod, mcnemar } from '../src/comparison/mcnemar.ts'

const relativeError = (actual: number, value: number): number => Math.abs(actual - value) / Math.abs(value)

test.each(expected.upperTail)('the upper tail of the normal distribution at %d', (z, value) => {
  expect(relativeError(normalUpperTail(z!), value!)).toBeLessThan(1e-12)
  expect(normalProbability(-z!)).toBe(normalUpperTail(z!))
})

test.each(expected.quantile)('the quantile of the normal distribution at %d', (share, value) => {
  expect(Math.abs(normalQuantile(share!) - value!)).toBeLessThan(1e-12 * Math.max(1, Math.abs(value!)))
})

test.each(expected.mcnemar)(
  'McNemar of $onlyFirstRight and $onlySecondRight',
  ({ onlyFirstRight, onlySecondRight, ...values }) => {
    for (const [method, value] of Object.entries(values) as [McNemarMethod, number][]) {
      const found = mcnemar({ onlyFirstRight, onlySecondRight }, { method })
      expect(relativeError(found.pValue, value), method).toBeLessThan(1e-10)
      expect(found).toMatchObject({ onlyFirstRight, onlySecondRight, method })
    }
  },
)

test.each(expected.intervals)('intervals of what scipy resampled, at the level $level', (found) => {
  const { level, value, percentile, bca } = found
  const bootstrapped = {
    value,
    resampled: Float64Array.from(found.resampled),
    leftOut: () => Float64Array.from(found.leftOut),
  }
  for (const [method, ends] of [
    ['percentile', percentile],
    ['bca', bca],
  ] as const) {
    const [low, high] = INTERVAL_METHODS[method](bootstrapped, level)
    expect(relativeError(low, ends[0]!), method).toBeLessThan(1e-10)
    expect(relativeError(high, ends[1]!), method).toBeLessThan(1e-10)
  }
})
