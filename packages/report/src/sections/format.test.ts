import { expect, test } from 'vitest'
import { percentOf, showMeasured, showNats, showScore } from './format.ts'

const nothing = [null, undefined, Number.NaN] as const

test('fractions, scores and measured numbers have their decimals; a dash stands where there is none', () => {
  const percents = [0, 0.067, 1, -0.0125, ...nothing, Infinity].map((fraction) => percentOf(fraction, 1))
  expect(percents).toEqual(['0.0 %', '6.7 %', '100.0 %', '−1.3 %', '–', '–', '–', '–'])
  expect([0.5, -0.25, ...nothing].map(showScore)).toEqual(['0.500', '−0.250', '–', '–', '–'])
  expect([12, -0.5, 12345, 0, ...nothing].map(showMeasured)).toEqual(['12.00', '−0.5000', '12345', '0', '–', '–', '–'])
  expect([Infinity, -Infinity, -1.5].map(showNats)).toEqual(['∞', '−∞', '−1.500'])
})
