import { foldIn, integers, key, normal } from '@thinned/rng'
import { describe, expect, test } from 'vitest'
import { targetBatch } from '../../test/random-batches.ts'
import { takeExamples } from '../batches/take-examples.ts'
import { INTERVAL_METHODS } from '../bootstrap/interval-endpoints.ts'
import { type AccuracyState, accuracy, auroc, logLoss, mae, precision, r2 } from '../measures/index.ts'
import { measure } from '../metric.ts'
import { bootstrapInterval } from './bootstrap-interval.ts'

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i)

describe.each(['percentile', 'bca'] as const)('the %s interval', (method) => {
  test('is that of resamples drawn by the law of its keys, and of the examples without each', () => {
    const batch = targetBatch(key(1), 21)
    const resampled = range(200).map((r) =>
      measure(r2(), takeExamples(batch, integers(foldIn(foldIn(key(7), r), 0), 21, { high: 21 }))),
    )
    const value = measure(r2(), batch)
    const found = {
      value,
      resampled: Float64Array.from(resampled).sort(),
      leftOut: () =>
        Float64Array.from(range(21), (i) =>
          measure(
            r2(),
            takeExamples(
              batch,
              range(21).filter((j) => j !== i),
            ),
          ),
        ),
    }
    const [low, high] = INTERVAL_METHODS[method](found, 0.9)
    const interval = bootstrapInterval(r2(), batch, { key: key(7), resamples: 200, level: 0.9, method })
    expect(interval).toEqual({ value, low: expect.closeTo(low, 12), high: expect.closeTo(high, 12), redrawn: 0 })
    expect(interval.low).toBeLessThan(value)
    expect(interval.high).toBeGreaterThan(value)
  })

  // Standard error of the share: 2.1 %; beyond 8 % by chance once in 5,000 seeds, were the interval exact.
  test('holds the truth about as often as its level says', () => {
    const truth = Math.sqrt(2 / Math.PI)
    const held = range(200).filter((set) => {
      const batch = { predicted: normal(foldIn(key('sets'), set), 50), targets: new Float64Array(50) }
      const { low, high } = bootstrapInterval(mae(), batch, { key: key(set), resamples: 200, level: 0.9, method })
      return low <= truth && truth <= high
    })
    expect(Math.abs(held.length / 200 - 0.9)).toBeLessThan(0.08)
  })

  test('of a measure without spread is a point', () => {
    const right = { predicted: [0, 1, 1], labels: [0, 1, 1] }
    const interval = bootstrapInterval(accuracy(), right, { key: key(1), resamples: 20, method })
    expect(interval).toEqual({ value: 1, low: 1, high: 1, redrawn: 0 })
  })
})

test('a resample for which the measure is not defined is drawn again', () => {
  const batch = { probabilities: [0.1, 0.3, 0.2, 0.8, 0.7, 0.9], classes: 1, labels: [0, 0, 0, 0, 1, 1] }
  const { low, high, redrawn } = bootstrapInterval(auroc(), batch, { key: key(3), resamples: 500 })
  // Without one class: (4/6)^6 + (2/6)^6 = 8.9 % of the draws.
  expect(redrawn).toBeGreaterThan(25)
  expect(redrawn).toBeLessThan(75)
  expect([low, high].every((end) => end >= 0 && end <= 1)).toBe(true)
  const skipped = precision({ classes: 2, positive: 1, zeroDivision: 'skip' })
  const rare = { predicted: [0, 0, 0, 1], labels: [0, 0, 1, 1] }
  expect(bootstrapInterval(skipped, rare, { key: key(3), resamples: 100 }).redrawn).toBeGreaterThan(15)
})

test('where most resamples are not defined there is no interval', () => {
  // Of 8 examples 1 is right; a resample holds it exactly once with a chance of 39 %.
  const once = { ...accuracy(), compute: ({ right }: AccuracyState) => (right === 1 ? 1 : Number.NaN) }
  const batch = { predicted: [1, 0, 0, 0, 0, 0, 0, 0], labels: new Array<number>(8).fill(1) }
  expect(() => bootstrapInterval(once, batch, { key: key(1), resamples: 200 })).toThrow(
    /^bootstrapInterval drew \d+ resamples, and accuracy is defined for \d+ of them; measure more examples of the rare classes\.$/,
  )
})

test('what BCa cannot do is refused, and percentile named', () => {
  const one = { probabilities: [0.1, 0.3, 0.9], classes: 1, labels: [0, 0, 1] }
  expect(() => bootstrapInterval(auroc(), one, { key: key(1), method: 'bca' })).toThrow(
    "bootstrapInterval leaves out each example once for BCa, and AUROC is not defined without example 2; use { method: 'percentile' }.",
  )
  const found = { value: 0, resampled: Float64Array.of(1, 2, 3), leftOut: () => new Float64Array(1000).with(0, 1) }
  expect(() => INTERVAL_METHODS.bca(found, 0.9)).toThrow(
    "All resampled values lie on one side of the measured 0, which BCa cannot correct; use { method: 'percentile' }.",
  )
  // One example in a thousand that makes all the difference: the acceleration is −1/6, and 1 − z/6 is below 0 from z = 6 on.
  expect(() => INTERVAL_METHODS.bca({ ...found, value: 2 }, 1 - 1e-10)).toThrow(
    /^BCa cannot correct for the acceleration -0\.16\d+ at the level 0\.9+; use \{ method: 'percentile' \} or a lower level\.$/,
  )
})

test('bad input is refused with a sentence', () => {
  const batch = { predicted: [0, 1], labels: [0, 1] }
  const wrong = (options: object) => () => bootstrapInterval(accuracy(), batch, { key: key(1), ...options })
  expect(wrong({ key: undefined })).toThrow(
    'bootstrapInterval was given no key; it takes a key to draw by, such as key(7).',
  )
  expect(wrong({ resamples: 0 })).toThrow('bootstrapInterval was given resamples 0; it takes an integer from 1.')
  expect(wrong({ level: 95 })).toThrow(
    'bootstrapInterval was given level 95; it takes a number above 0 and below 1, such as 0.95.',
  )
  expect(wrong({ method: 'basic' })).toThrow(
    `bootstrapInterval was given method "basic"; it takes 'percentile' or 'bca'.`,
  )
  expect(() => bootstrapInterval(accuracy(), { predicted: [], labels: [] }, { key: key(1) })).toThrow(
    'accuracy has seen no examples',
  )
  expect(() =>
    bootstrapInterval(logLoss(), { probabilities: [1, 0], classes: 2, labels: [1] }, { key: key(1) }),
  ).toThrow('bootstrapInterval measured Infinity of all examples; an interval is one of finite numbers.')
})

test('more resamples than memory holds are refused', () => {
  const options = { key: key(1), resamples: Number.MAX_SAFE_INTEGER }
  expect(() => bootstrapInterval(accuracy(), { predicted: [0], labels: [0] }, options)).toThrow('no memory')
})
