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
