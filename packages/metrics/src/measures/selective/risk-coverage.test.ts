import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { labelBatch } from '../../../test/random-batches.ts'
import { measure } from '../../metric.ts'
import { aurc } from './aurc.ts'
import { excessAurc } from './excess-aurc.ts'
import { riskCoverage } from './risk-coverage.ts'

const answers = (n: number, levels: number) => ({
  ...labelBatch(2)(key(n), n),
  uncertainty: labelBatch(levels)(key(n + 1), n).predicted,
})

test('the mean of its risks is AURC to the last bit, and its end is the error', () => {
  for (const batch of [answers(1, 1), answers(37, 4), answers(50, 2)]) {
    const { coverage, risk } = measure(riskCoverage(), batch)
    expect(risk.reduce((sum, value) => sum + value, 0) / risk.length).toBe(measure(aurc(), batch))
    const wrong = Array.from(batch.labels, (label, i) => Number(label !== batch.predicted[i]))
    expect(risk.at(-1)).toBe(wrong.reduce((sum, one) => sum + one) / wrong.length)
    expect(coverage.at(-1)).toBe(1)
  }
})

test('the last point of equal uncertainties is what a threshold answers', () => {
  const batch = answers(40, 3)
  const { coverage, risk, uncertainty } = measure(riskCoverage(), batch)
  for (const threshold of [0, 1, 2]) {
    const answered = Array.from(batch.uncertainty, (_, i) => i).filter((i) => batch.uncertainty[i]! <= threshold)
    const wrong = answered.filter((i) => batch.predicted[i] !== batch.labels[i])
    const point = uncertainty.lastIndexOf(threshold)
    expect(coverage[point]).toBe(answered.length / 40)
    expect(risk[point]).toBe(wrong.length / answered.length)
  }
})

test('the excess is exactly 0 where every error is more uncertain than all that is right, and above 0 elsewhere', () => {
  const labels = [0, 0, 0, 0, 0, 0, 0]
  const predicted = [1, 0, 0, 1, 0, 0, 1]
  const excessOf = (uncertainty: readonly number[]) => measure(excessAurc(), { uncertainty, predicted, labels })
  expect(excessOf([5, 1, 2, 6, 3, 4, 7])).toBe(0)
  expect(excessOf([5, 1, 1, 5, 1, 1, 5])).toBe(0)
  expect(excessOf([5, 1, 2, 3.5, 3, 4, 7])).toBeGreaterThan(0)
  expect(measure(excessAurc(), { uncertainty: [1, 2], predicted: [1, 1], labels: [0, 0] })).toBe(0)
  expect(measure(excessAurc(), { uncertainty: [1, 2], predicted: [0, 0], labels: [0, 0] })).toBe(0)
})

test('the smallest area has the limit of the paper', () => {
  const n = 4000
  const predicted = Array.from({ length: n }, (_, i) => (i < 0.75 * n ? 0 : 1))
  const batch = { uncertainty: new Float32Array(n), predicted, labels: new Array<number>(n).fill(0) }
  expect(measure(excessAurc(), batch)).toBeCloseTo(0.25 - (0.25 + 0.75 * Math.log(0.75)), 3)
})
