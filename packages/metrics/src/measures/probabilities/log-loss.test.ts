import { expect, test } from 'vitest'
import { measure } from '../../metric.ts'
import { logLoss } from './log-loss.ts'

const logLossOf = (probabilities: number[], classes: number, labels: number[]) =>
  measure(logLoss(), { probabilities, classes, labels })

test('by hand', () => {
  const probabilities = [0.7, 0.2, 0.1, 0.5, 0.25, 0.25, 0, 0, 1, 0.4, 0.4, 0.2]
  expect(logLossOf(probabilities, 3, [0, 1, 2, 1])).toBeCloseTo(
    (0.35667494393873 + 1.38629436111989 + 0 + 0.91629073187416) / 4,
    12,
  )
  expect(logLossOf([1, 1], 1, [0, 0])).toBe(0)
})

test('a true class that was called impossible makes it infinite, also once the state went through JSON', () => {
  const state = logLoss().update(logLoss().empty(), { probabilities: [1, 0], classes: 2, labels: [1] })
  expect(logLoss().compute(state)).toBe(Infinity)
  expect(logLoss().compute(logLoss().merge(JSON.parse(JSON.stringify(state)), state))).toBe(Infinity)
})
