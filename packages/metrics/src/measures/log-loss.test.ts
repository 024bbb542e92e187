import { expect, test } from 'vitest'
import { logLoss, logLossMetric } from './log-loss.ts'

test('by hand', () => {
  const probabilities = [0.7, 0.2, 0.1, 0.5, 0.25, 0.25, 0, 0, 1, 0.4, 0.4, 0.2]
  expect(logLoss(probabilities, 3, [0, 1, 2, 1])).toBeCloseTo(
    (0.35667494393873 + 1.38629436111989 + 0 + 0.91629073187416) / 4,
    12,
  )
  expect(logLoss([1, 1], 1, [0, 0])).toBe(0)
})

test('a true class that was called impossible makes it infinite, also once the state went through JSON', () => {
  const state = logLossMetric.update(logLossMetric.empty(), { probabilities: [1, 0], classes: 2, labels: [1] })
  expect(logLossMetric.compute(state)).toBe(Infinity)
  expect(logLossMetric.compute(logLossMetric.merge(JSON.parse(JSON.stringify(state)), state))).toBe(Infinity)
})
