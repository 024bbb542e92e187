import { key, uniform } from '@thinned/rng'
import { expect, test } from 'vitest'
import { entropy } from './entropy.ts'
import { predictiveUncertainty } from './predictive-uncertainty.ts'

const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 14))

test('entropies by hand: sure, even, in between', () => {
  expect([...entropy([1, 0, 0, 1 / 3, 1 / 3, 1 / 3, 0.5, 0.25, 0.25], 3)]).toEqual(
    close([0, Math.log(3), 1.5 * Math.LN2]),
  )
  expect(entropy([], 3)).toEqual(new Float64Array(0))
})

test('agreement has no mutual information, opposition has nothing else', () => {
  // Three examples: both samples unsure; sure of opposites; one sure, one unsure.
  const first = [0.5, 0.5, 1, 0, 1, 0]
  const second = [0.5, 0.5, 0, 1, 0.5, 0.5]
  const found = predictiveUncertainty([...first, ...second], { samples: 2, classes: 2 })
  const mixed = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25))
  expect([...found.mean]).toEqual([0.5, 0.5, 0.5, 0.5, 0.75, 0.25])
  expect([...found.entropy]).toEqual(close([Math.LN2, Math.LN2, mixed]))
  expect([...found.expectedEntropy]).toEqual(close([Math.LN2, 0, Math.LN2 / 2]))
  expect([...found.mutualInformation]).toEqual(close([0, Math.LN2, mixed - Math.LN2 / 2]))
})

test('one sample disagrees with nobody, and rounding does not go below 0', () => {
  const rows = Array.from({ length: 50 }, (_, i) => [(i + 1) / 51, 1 - (i + 1) / 51]).flat()
  expect(predictiveUncertainty(rows, { samples: 1, classes: 2 }).mutualInformation).toEqual(new Float64Array(50))
  const thrice = predictiveUncertainty([...rows, ...rows, ...rows], { samples: 3, classes: 2 })
  expect(Math.min(...thrice.mutualInformation)).toBe(0)
  expect(Math.max(...thrice.mutualInformation)).toBeLessThan(1e-15)
})

test('the entropy of certainty is exactly 0, and its information too', () => {
  expect(entropy([1, 0, 0, 0, 1, 0], 3)).toEqual(new Float64Array(2))
  const certain = predictiveUncertainty([1, 0, 0, 1, 1, 0, 0, 1], { samples: 2, classes: 2 })
  for (const nats of [certain.entropy, certain.expectedEntropy, certain.mutualInformation])
    expect(nats).toEqual(new Float64Array(2))
})

test('what is cut off below 0 is rounding alone: the information is the difference of the two entropies', () => {
  const [samples, n, classes] = [7, 200, 4]
  const draws = uniform(key(5), samples * n * classes)
  for (const spread of [0, 1e-9, 1e-6, 1]) {
    // Each sample of a row is near a row that they share.
    const weights = draws.map((draw, i) => 0.01 + draws[i % (n * classes)]! + spread * draw)
    const sums = Float64Array.from({ length: samples * n }, (_, row) =>
      weights.subarray(row * classes, (row + 1) * classes).reduce((sum, weight) => sum + weight, 0),
    )
    const rows = Float64Array.from(weights, (weight, i) => weight / sums[Math.floor(i / classes)]!)
    const found = predictiveUncertainty(rows, { samples, classes })
    const differences = found.entropy.map((nats, i) => nats - found.expectedEntropy[i]!)
    expect(Math.min(...differences)).toBeGreaterThan(-1e-14)
    expect(found.mutualInformation).toEqual(differences.map((nats) => Math.max(nats, 0)))
    if (spread === 1) expect(Math.min(...differences)).toBeGreaterThan(1e-4)
  }
})

test('bad input is refused with a sentence', () => {
  expect(() => entropy([0.5, 0.6], 2)).toThrow('The probabilities of row 0 sum to 1.1, not to 1.')
  expect(() => entropy([0.5, 0.5, 1], 2)).toThrow('3 probabilities do not divide into rows of 2 classes.')
  expect(() => predictiveUncertainty([1], { samples: 0, classes: 1 })).toThrow(
    'predictiveUncertainty was given samples 0; it takes an integer from 1.',
  )
  expect(() => predictiveUncertainty([1, 0, 1, 0, 1, 0], { samples: 2, classes: 2 })).toThrow(
    'predictiveUncertainty was given 6 probabilities for 2 samples of 2 classes; each sample has as many examples.',
  )
  expect(() => predictiveUncertainty([2, -1], { samples: 1, classes: 2 })).toThrow('Row 0 has the probability 2')
})
