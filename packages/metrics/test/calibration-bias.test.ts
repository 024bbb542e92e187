import { foldIn, type Key, key, uniform } from '@thinned/rng'
import { describe, expect, test } from 'vitest'
import type { ProbabilityBatch } from '../src/batches/batch.ts'
import { bootstrapInterval } from '../src/comparison/bootstrap-interval.ts'
import { type EceOptions, ece } from '../src/measures/calibration/ece.ts'
import { rmsCalibrationError } from '../src/measures/calibration/rms-calibration-error.ts'
import { measure } from '../src/metric.ts'

// Class 1 of two has the true probability q, uniform in (0, 1), and a model predicts q^s / (q^s + (1 − q)^s): calibrated with s = 1, too sure
// above. Means of 300 sets of 200 examples stand beside the values of a fine grid of q. A condition on a mean of z standard errors leaves
// out 3: with other keys, one of 400 such conditions would fail by chance. Keys are fixed.

const [SETS, EXAMPLES, BINS] = [300, 200, 10]
const root = key(1906)

const sharpened = (q: number, s: number): number => q ** s / (q ** s + (1 - q) ** s)

function examplesOf(k: Key, s: number): ProbabilityBatch {
  const [chances, draws] = ['q', 'label'].map((name) => uniform(foldIn(k, name), EXAMPLES))
  const ones = Array.from(chances!, (q) => sharpened(q, s))
  return {
    probabilities: ones.flatMap((p) => [1 - p, p]),
    classes: 2,
    labels: Array.from(draws!, (draw, i) => (draw < chances![i]! ? 1 : 0)),
  }
}

/** Σ share · |gap|^power without sampling error. */
function trueError(s: number, power: number): number {
  const gaps = new Array<number>(BINS).fill(0)
  const counts = new Array<number>(BINS).fill(0)
  const points = 20_000
  for (let i = 0; i < points; i++) {
    const q = 0.5 + (i + 0.5) / points / 2
    const confidence = sharpened(q, s)
    const bin = Math.ceil(confidence * BINS) - 1
    gaps[bin]! += q - confidence
    counts[bin]!++
  }
  return gaps.reduce((sum, gap, bin) => sum + (counts[bin]! / points) * Math.abs(gap / (counts[bin]! || 1)) ** power, 0)
}

/** Of one value for each set: the mean, and its standard error. */
function meanOf(s: number, measured: (batch: ProbabilityBatch) => number): { mean: number; error: number } {
  const values = Array.from({ length: SETS }, (_, set) => measured(examplesOf(foldIn(root, set), s)))
  const mean = values.reduce((sum, value) => sum + value) / SETS
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (SETS - 1)
  return { mean, error: Math.sqrt(variance / SETS) }
}

const eceOf = (options: EceOptions) => (batch: ProbabilityBatch) => measure(ece({ bins: BINS, ...options }), batch)

describe('the calibration error of few examples', () => {
  test.each([1.5, 2])('sharpened %d times: it is biased upward, and the debiased one is not', (s) => {
    const truth = trueError(s, 1)
    const plain = meanOf(s, eceOf({}))
    const debiased = meanOf(s, eceOf({ debiased: true }))
    expect(plain.mean - truth).toBeGreaterThan(3 * plain.error)
    expect(Math.abs(debiased.mean - truth)).toBeLessThan(3 * debiased.error)
    expect(Math.abs(debiased.mean - truth)).toBeLessThan((plain.mean - truth) / 2)
  })

  test('calibrated: it is far from 0, and the debiased one nearer', () => {
    expect(trueError(1, 1)).toBeLessThan(1e-12)
    const plain = meanOf(1, eceOf({}))
    expect(plain.mean).toBeGreaterThan(0.04)
    // Of √(2/π) s, what a gap of 0 measures, it leaves (2 − √2) √(2/π) s: 59 %.
    expect(meanOf(1, eceOf({ debiased: true })).mean / plain.mean).toBeCloseTo(0.59, 1)
  })

  test.each([1, 2])(
    'sharpened %d times: the square of the RMS error is biased upward, and the debiased one less',
    (s) => {
      const truth = trueError(s, 2)
      const plain = meanOf(s, (batch) => measure(rmsCalibrationError({ bins: BINS }), batch) ** 2)
      expect(plain.mean - truth).toBeGreaterThan(3 * plain.error)
      const debiased = meanOf(s, (batch) => measure(rmsCalibrationError({ bins: BINS, debiased: true }), batch) ** 2)
      expect(debiased.mean - truth).toBeLessThan((plain.mean - truth) / 2)
      // At 1 the root of 0 is left where the sum is below.
      if (s > 1) expect(Math.abs(debiased.mean - truth)).toBeLessThan(3 * debiased.error)
    },
  )
})

test('a bootstrap interval of 95 % of the debiased error holds the true one', () => {
  const truth = trueError(3, 1)
  const holds = Array.from({ length: 40 }, (_, set) => {
    const batch = examplesOf(foldIn(root, set), 3)
    const { low, high, value } = bootstrapInterval(ece({ bins: BINS, debiased: true }), batch, {
      key: foldIn(foldIn(root, 'bootstrap'), set),
      resamples: 200,
    })
    expect(value).toBe(eceOf({ debiased: true })(batch))
    return low <= truth && truth <= high
  })
  // Of 40 sets, fewer than 34 hold it with a probability of 0.001, if intervals hold it as often as they say.
  expect(holds.filter(Boolean).length).toBeGreaterThanOrEqual(34)
})
