import { gaussianNoise } from '@thinned/metrics'
import { key, normal } from '@thinned/rng'
import { expect, test } from 'vitest'
import { conformal } from './conformal.ts'
import { agrees, coverage, halfWidth, LEVELS } from './coverage.ts'
import { deviationsOf, meansOf } from './moments.ts'
import { quality } from './quality.ts'
import { ranking, spearman } from './ranking.ts'

const ROWS = 2000
const targets = normal(key(1), ROWS)
const right = { samples: new Float64Array(ROWS), targets }

test('means and deviations are those of the samples of each row', () => {
  const evidence = { samples: Float64Array.of(1, 10, 3, 10, 5, 40), targets: Float32Array.of(0, 0) }
  expect([...meansOf(evidence)]).toEqual([3, 20])
  const [first, second] = deviationsOf(evidence)
  expect(first).toBeCloseTo(Math.sqrt(8 / 3), 12)
  expect(second).toBeCloseTo(Math.sqrt(200), 12)
})

test('intervals of the right noise hold what they claim, and of half the noise they do not', () => {
  const of = (variance: number) => LEVELS.map((level) => coverage(right, variance, 'x')[`x.${level}.coverage`]!)
  // All four agree in 95 % of keys.
  expect(of(1).map((share, i) => agrees(share, LEVELS[i]!, ROWS))).toEqual([true, true, true, true])
  expect(of(0.25).map((share, i) => agrees(share, LEVELS[i]!, ROWS))).toEqual([false, false, false, false])
  expect(of(4).map((share, i) => agrees(share, LEVELS[i]!, ROWS))).toEqual([false, false, false, false])
  // scipy.stats.norm.ppf(1 - 0.05 / 8) * (0.9 * 0.1 / 2000) ** 0.5
  expect(halfWidth(0.9, 2000)).toBeCloseTo(0.016755, 5)
})

test('the quality of a right prediction is that of the normal distribution', () => {
  const { rmse, logLikelihood, crps, noise } = quality(right, gaussianNoise().fit(right))
  // E ln p(Z) = −½ ln 2πe, and E CRPS(N(0, 1), Z) = 1 / √π; standard errors are 0.011 and 0.008.
  expect(rmse).toBeCloseTo(1, 1)
  expect(noise).toBeCloseTo(rmse!, 12)
  expect(Math.abs(logLikelihood! + 1.4189)).toBeLessThan(0.045)
  expect(Math.abs(crps! - 0.5642)).toBeLessThan(0.032)
})

test('a deviation that knows the errors ranks them; one that does not, does not', () => {
  // Two samples whose deviation is the distance of the target from their mean, 0.
  const distances = Float64Array.from(targets, Math.abs)
  const knowing = { samples: Float64Array.from([...distances, ...distances.map((value) => -value)]), targets }
  expect(ranking(knowing, undefined)).toMatchObject({ correlation: 1 })
  const shifted = distances.map((_, i) => distances[(i + 1) % ROWS]!)
  const ignorant = { samples: Float64Array.from([...shifted, ...shifted.map((value) => -value)]), targets }
  const { correlation, surestHalf } = ranking(ignorant, undefined)
  expect(Math.abs(correlation!)).toBeLessThan(0.064)
  expect(surestHalf).toBeCloseTo(1, 1)
  // Of the half with the smaller |Z|: √E(Z² | |Z| < 0.6745) = 0.378.
  expect(ranking(knowing, undefined)['surestHalf']).toBeCloseTo(0.378, 1)
  expect(ranking(right, Array.from(targets))).toEqual({ truthRmse: expect.closeTo(1, 1) })
})

test('rank correlations are those of scipy', () => {
  // scipy.stats.spearmanr([1, 2, 2, 4, 5], [5, 1, 3, 3, 9]).statistic
  expect(spearman([1, 2, 2, 4, 5], [5, 1, 3, 3, 9])).toBeCloseTo(0.2894736842105264, 12)
  expect(spearman([1, 2, 3], [9, 8, 1])).toBe(-1)
})

test('conformal intervals hold their level on rows like those that they were fitted on', () => {
  const half = (from: number) => ({
    samples: new Float64Array(ROWS / 2),
    targets: targets.subarray(from, from + ROWS / 2),
  })
  const { 'conformal.absolute.coverage': share, ...rest } = conformal(half(0), half(ROWS / 2), 0.1)
  // Two shares of 2,000 rows: the standard error is 0.0095.
  expect(Math.abs(share! - 0.9)).toBeLessThan(0.038)
  expect(rest).toEqual({ 'conformal.absolute.width': expect.closeTo(3.29, 0) })
})
