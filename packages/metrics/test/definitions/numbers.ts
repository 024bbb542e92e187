import * as measures from '../../src/measures/numbers/index.ts'
import { measure } from '../../src/metric.ts'
import { mean, sum } from '../extreme-scores.ts'
import type { Definitions } from './definition.ts'
import { extremes, pairs, scaledBy } from './extreme-numbers.ts'

export const definitions: Definitions = {
  mae: {
    batches: pairs,
    found: (batch) => measure(measures.mae(), batch),
    exact: ({ predicted, targets }) => mean(predicted.map((value: number, i: number) => Math.abs(value - targets[i]))),
  },
  meanVariance: {
    batches: extremes.slice(4).map((value) => ({ values: [value, value, -value, 0, value / 2] })),
    found: (batch) => {
      const { mean, variance, standardDeviation } = measure(measures.meanVariance(), batch)
      return [mean, variance, standardDeviation]
    },
    exact({ values }: { values: number[] }) {
      const scale = scaledBy(values)
      const own = values.map((value) => value / scale)
      const variance = sum(own.map((value) => (value - mean(own)) ** 2)) / (own.length - 1)
      return [mean(own) * scale, variance * scale * scale, Math.sqrt(variance) * scale]
    },
  },
  r2: {
    batches: extremes.slice(4).map((a) => ({ predicted: [a, a / 2, 0], targets: [0, a, -a] })),
    found: (batch) => measure(measures.r2(), batch),
    exact({ predicted, targets }: { predicted: number[]; targets: number[] }) {
      const scale = scaledBy(targets)
      const middle = mean(targets.map((value) => value / scale))
      const errors = sum(targets.map((value, i) => ((value - predicted[i]!) / scale) ** 2))
      return 1 - errors / sum(targets.map((value) => (value / scale - middle) ** 2))
    },
  },
  rmse: {
    batches: pairs,
    found: (batch) => measure(measures.rmse(), batch),
    exact: ({ predicted, targets }) =>
      Math.hypot(...predicted.map((value: number, i: number) => value - targets[i])) / Math.sqrt(predicted.length),
  },
}
