import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { probabilityBatch } from '../../../test/random-batches.ts'
import { measure } from '../../metric.ts'
import { brier } from './brier.ts'
import { type BrierDecompositionOptions, brierDecomposition } from './brier-decomposition.ts'

const anyBins: readonly BrierDecompositionOptions[] = [
  {},
  { bins: 1 },
  { bins: 3 },
  { bins: 'values' },
  { bins: 4, binning: 'mass' },
  { bins: 'values', binning: 'mass' },
]

test.each(anyBins)('the parts of %o sum to the Brier score', (options) => {
  for (const [classes, n] of [
    [2, 1],
    [2, 30],
    [3, 50],
    [5, 7],
  ] as const) {
    const batch = probabilityBatch(classes)(key(n), n)
    const { reliability, resolution, uncertainty, ...within } = measure(brierDecomposition(options), batch)
    const sum = reliability - resolution + uncertainty + within.varianceWithinBins - within.covarianceWithinBins
    expect(sum).toBeCloseTo(measure(brier(), batch), 14)
    for (const part of [reliability, resolution, uncertainty, within.varianceWithinBins])
      expect(part).toBeGreaterThanOrEqual(0)
    if (options.bins === 'values') expect(within).toEqual({ varianceWithinBins: 0, covarianceWithinBins: 0 })
  }
})

test('probabilities above 1 by rounding are those that the score takes', () => {
  const batch = { probabilities: [1.0005, 0, 0, 1], classes: 2, labels: [0, 0] }
  const parts = measure(brierDecomposition({ bins: 4 }), batch)
  const sum = parts.reliability - parts.resolution + parts.uncertainty
  expect(sum + parts.varianceWithinBins - parts.covarianceWithinBins).toBeCloseTo(measure(brier(), batch), 14)
})

test('a sure and right model is all resolution; one that says the frequencies is all uncertainty', () => {
  const labels = [0, 1, 1, 1]
  const right = measure(brierDecomposition(), { probabilities: labels.flatMap((y) => [1 - y, y]), classes: 2, labels })
  expect(right).toEqual({
    reliability: 0,
    resolution: 0.375,
    uncertainty: 0.375,
    varianceWithinBins: 0,
    covarianceWithinBins: 0,
  })
  const frequencies = { probabilities: labels.flatMap(() => [0.25, 0.75]), classes: 2, labels }
  expect(measure(brierDecomposition(), frequencies)).toEqual({ ...right, resolution: 0 })
})

test('bins that cannot be are refused', () => {
  expect(() => brierDecomposition({ bins: 0 })).toThrow('brierDecomposition was given bins 0; it takes')
  expect(() => brierDecomposition({ bins: 'all' as never })).toThrow('bins "all"')
})
