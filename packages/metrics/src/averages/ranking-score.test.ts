import { key, normal } from '@thinned/rng'
import { expect, expectTypeOf, test } from 'vitest'
import type { ProbabilityBatch } from '../batches/batch.ts'
import { auroc, averagePrecision } from '../measures/index.ts'
import { type Metric, measure } from '../metric.ts'
import type { ScoreState } from '../states/scores.ts'

const score = <Result>(
  metric: Metric<ScoreState, ProbabilityBatch, Result>,
  probabilities: readonly number[],
  classes: number,
  labels: readonly number[],
) => measure(metric, { probabilities, classes, labels })

const ofScores = (scores: readonly number[], labels: readonly number[]) => ({
  auroc: score(auroc(), scores, 1, labels),
  averagePrecision: score(averagePrecision(), scores, 1, labels),
})

test('by hand: ties count half in the one and enter together in the other', () => {
  expect(ofScores([1, 2, 3, 4], [0, 0, 1, 1])).toEqual({ auroc: 1, averagePrecision: 1 })
  expect(ofScores([4, 3, 2, 1], [0, 0, 1, 1])).toEqual({ auroc: 0, averagePrecision: (1 / 3 + 1 / 2) / 2 })
  expect(ofScores([5, 5, 5, 5], [0, 1, 1, 0])).toEqual({ auroc: 0.5, averagePrecision: 0.5 })
  // Of 4 pairs 2 right, 1 tied. From above: 1 of 1 right, then a tie of two: 2 of 3.
  expect(ofScores([1, 2, 2, 3], [0, 0, 1, 1])).toEqual({ auroc: 3.5 / 4, averagePrecision: (1 + 2 / 3) / 2 })
  // −0 and 0 are one score.
  expect(ofScores([-0, 0], [0, 1])).toEqual({ auroc: 0.5, averagePrecision: 0.5 })
})

test('only the order of scores counts', () => {
  const scores = normal(key(1), 200)
  const labels = Array.from(normal(key(2), 200), (z, i) => (z + scores[i]! > 0 ? 1 : 0))
  const powers = scores.map((z) => 2 ** (8 * z))
  expect(ofScores(Array.from(powers), labels)).toEqual(ofScores(Array.from(scores), labels))
})

test('many small batches make few lists', () => {
  const metric = auroc()
  let state = metric.empty()
  for (let i = 0; i < 1000; i++) {
    state = metric.update(state, { probabilities: [i], classes: 1, labels: [i % 2] })
    expect(state.length).toBeLessThanOrEqual(1 + Math.log2(i + 1))
  }
  expect(state.flatMap(({ scores }) => scores)).toEqual(Array.from({ length: 1000 }, (_, i) => i))
  // Of two classes the log-odds of one are kept.
  const [kept] = metric.update(metric.empty(), { probabilities: [0.25, 0.75], classes: 2, labels: [1] })
  expect(kept).toEqual({ classes: 2, scores: [expect.closeTo(Math.log(3), 12)], labels: [1] })
})

test('what is not defined is refused, or skipped where that is asked for', () => {
  const scores = [0.5, 0.5]
  expect(() => score(auroc(), scores, 1, [1, 1])).toThrow(
    'AUROC is not defined without negative (class 0) examples, and none was seen.',
  )
  expect(() => score(auroc(), scores, 1, [0, 0])).toThrow('AUROC is not defined without positive (class 1) examples')
  expect(score(averagePrecision(), scores, 1, [1, 1])).toBe(1)
  expect(() => score(averagePrecision(), scores, 1, [0, 0])).toThrow(
    'average precision is not defined without positive',
  )
  const three = [0.5, 0.25, 0.25, 0.25, 0.5, 0.25]
  expect(() => score(auroc(), three, 3, [0, 1])).toThrow(
    "AUROC is not defined for class 2 without examples of it; leave it out with { absent: 'skip' }, or measure more examples.",
  )
  expect(score(auroc({ absent: 'skip' }), three, 3, [0, 1])).toBe(1)
  expect(score(auroc({ absent: 'skip', average: 'none' }), three, 3, [0, 1])).toEqual([1, 1, Number.NaN])
  expect(() => score(auroc(), three, 3, [0, 0])).toThrow('AUROC is not defined for class 0 without examples of others')
  expect(() => score(auroc({ absent: 'skip' }), three, 3, [0, 0])).toThrow(
    'AUROC is not defined for any class of the examples seen.',
  )
})

test('the type is an array only where each class is asked for', () => {
  expectTypeOf(auroc().compute).returns.toEqualTypeOf<number>()
  expectTypeOf(auroc({ average: 'weighted' }).compute).returns.toEqualTypeOf<number>()
  expectTypeOf(auroc({ average: 'none' }).compute).returns.toEqualTypeOf<readonly number[]>()
})

test('options that cannot be, and batches that do not belong together, are refused', () => {
  expect(() => auroc({ average: 'micro' as never })).toThrow(
    `auroc was given average "micro"; it takes 'macro', 'weighted' or 'none'.`,
  )
  expect(() => averagePrecision({ absent: 'zero' as never })).toThrow(
    `averagePrecision was given absent "zero"; it takes 'refuse' or 'skip'.`,
  )
  expect(() => score(auroc({ average: 'none' }), [0.5, 0.5], 2, [0])).toThrow(
    "AUROC of two classes is one number; average: 'none' takes more than two.",
  )
  const metric = auroc()
  const two = { probabilities: [0.5, 0.5], classes: 2, labels: [0] }
  const one = { probabilities: [0.5, 0.5], classes: 1, labels: [0, 1] }
  const says = 'all batches of a metric have the same classes'
  expect(() => metric.update(metric.update(metric.empty(), two), one)).toThrow(says)
  expect(() => metric.update(metric.update(metric.empty(), one), two)).toThrow(says)
})
