import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { ANGLES } from '../settings.ts'
import { detection } from './detection.ts'
import type { Evidence } from './evidence.ts'
import { quality } from './quality.ts'
import { entropyByAngle, rotationRatio } from './rotation.ts'
import { errorsOf } from './sampling.ts'
import { scaled, withTemperature } from './scaling.ts'
import { setsOf } from './sets.ts'

const evidence = (
  probabilities: readonly number[],
  entropy: readonly number[],
  labels: readonly number[],
): Evidence => ({
  probabilities: Float64Array.from(probabilities),
  entropy: Float64Array.from(entropy),
  labels,
  classes: 2,
})

/** Four images: the third is wrong. */
const four = (entropy: readonly number[]) => evidence([0.9, 0.1, 0.8, 0.2, 0.6, 0.4, 0.1, 0.9], entropy, [0, 0, 1, 1])
const away = (entropy: readonly number[]) => ({
  probabilities: new Float64Array(0),
  entropy: Float64Array.from(entropy),
  classes: 2,
})

test('an entropy that is high where it should be finds all; a low one finds none', () => {
  const found = detection(four([0.1, 0.2, 0.6, 0.1]), { letters: away([0.7, 0.8]), noise: away([0, 0]) })
  expect(found).toEqual({
    'errors.entropy.auroc': 1,
    'errors.entropy.fpr95': 0,
    'letters.entropy.auroc': 1,
    'letters.entropy.fpr95': 0,
    'noise.entropy.auroc': 0,
    'noise.entropy.fpr95': 1,
  })
})

test('of three letters, one passes where all images do', () => {
  const { 'letters.entropy.fpr95': rate, 'letters.entropy.auroc': area } = detection(four([0.1, 0.2, 0.5, 0.1]), {
    letters: away([0.6, 0.7, 0.4]),
    noise: away([1]),
  })
  expect(rate).toBeCloseTo(1 / 3, 12)
  expect(area).toBeCloseTo(11 / 12, 12)
})

test('quality counts the wrong image, and an entropy that ranks it last has no excess', () => {
  const { error, logLoss, brier, excessAurc } = quality(four([0.1, 0.2, 0.6, 0.1]))
  expect(error).toBe(0.25)
  expect(logLoss).toBeCloseTo(-(2 * Math.log(0.9) + Math.log(0.8) + Math.log(0.4)) / 4, 12)
  expect(brier).toBeCloseTo((2 * 0.02 + 0.08 + 0.72) / 4, 12)
  expect(excessAurc).toBeCloseTo(0, 12)
  expect(quality(four([0.6, 0.2, 0.1, 0.1]))['excessAurc']).toBeGreaterThan(0.2)
})

test('the ratio of a rotation is the mean from 30 to 90 degrees over that at 0', () => {
  const entropy = Float64Array.from(ANGLES.flatMap((angle) => (angle >= 30 && angle <= 90 ? [1, 3] : [0.25, 0.75])))
  const byAngle = entropyByAngle({ entropy })
  expect(byAngle[0]).toBe(0.5)
  expect(rotationRatio(byAngle)).toEqual({ rotationRatio: 4 })
})

/** Rows of one confidence, of which a share is right. */
function rows(count: number, confidence: number, right: number): Evidence {
  const each = Array.from({ length: count }, () => [confidence, 1 - confidence]).flat()
  return evidence(
    each,
    new Array(count).fill(0),
    Array.from({ length: count }, (_, i) => Number(i >= right * count)),
  )
}

test('a temperature mends an overconfident net, and its calibration is measured on other rows', () => {
  const found = scaled(rows(200, 0.95, 0.8), rows(100, 0.95, 0.8))
  // 0.95 of two classes becomes 0.8 at the temperature ln 19 / ln 4.
  expect(found['temperature']).toBeCloseTo(Math.log(19) / Math.log(4), 4)
  expect(found['temperature.ece']).toBeCloseTo(0, 4)
  expect(scaled(rows(200, 0.95, 0.8), rows(100, 0.95, 0.7))['temperature.ece']).toBeCloseTo(0.1, 4)
})

test('isotonic scaling gives an exact 0, whose log loss is infinite', () => {
  // Each class alone in its half, so that the other has a share of 0 there.
  const sure = evidence([0.75, 0.25, 0.75, 0.25, 0.25, 0.75, 0.25, 0.75], new Array(4).fill(0), [0, 0, 1, 1])
  const found = scaled(sure, rows(10, 0.75, 0.8))
  expect(found['isotonic.logLoss']).toBe(Number.POSITIVE_INFINITY)
  expect(found['vector.logLoss']).toBeLessThan(Number.POSITIVE_INFINITY)
})

test('sets hold the share of the classes that they should', () => {
  // Class 0 of ten has the probability 0.55, and is right in half of the rows; else class 1 is.
  const half: Evidence = {
    probabilities: Float64Array.from({ length: 4000 }, (_, i) => (i % 10 === 0 ? 0.55 : 0.05)),
    entropy: new Float64Array(400),
    labels: Array.from({ length: 400 }, (_, i) => i % 2),
    classes: 10,
  }
  const found = setsOf(half, half, half, key(1))
  expect(found['sets.thr.0.1.coverage']).toBe(1)
  expect(found['sets.thr.0.1.size']).toBe(10)
  expect(found['sets.thr.0.1.letters']).toBe(10)
  // APS draws: the standard error of two shares of 400 rows is 0.021.
  expect(Math.abs(found['sets.aps.0.1.coverage']! - 0.9)).toBeLessThan(0.085)
})

test('the entropy after a temperature is that of the scaled probabilities', () => {
  const own = rows(200, 0.95, 0.8)
  const { test: after } = withTemperature(own, { validation: own, test: own, letters: own, noise: own, ones: own })
  expect(after.probabilities[0]).toBeCloseTo(0.8, 4)
  expect(after.entropy[0]).toBeCloseTo(-(0.8 * Math.log(0.8) + 0.2 * Math.log(0.2)), 4)
})

test('standard errors of sampling are deviations over the root of the samples', () => {
  expect(errorsOf('x', [1, 2, 6], [4, 16, 9])).toEqual({
    'x.typical': Math.sqrt((0.25 + 0.25 + 4) / 3),
    'x.nearlyAll': 2,
    'x.largest': 2,
  })
  const hundred = Array.from({ length: 100 }, (_, i) => i + 1)
  expect(errorsOf('x', hundred, new Array(100).fill(1))['x.nearlyAll']).toBe(99)
})
