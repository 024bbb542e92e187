import * as measures from '../../src/measures/numbers/index.ts'
import { measure } from '../../src/metric.ts'
import { mean, sum } from '../extreme-scores.ts'
import type { Definitions } from './definition.ts'
import { extremes, pairs, scaledBy } from './extreme-numbers.ts'

const sampled = extremes.slice(4).map((a) => ({ samples: [a, 0, a / 2, -a, a, a], targets: [a, 0] }))
const noisy = sampled.flatMap((batch) =>
  [1e-30, 1, 1e30].map((noiseVariance) => ({ ...batch, noiseVariance: noiseVariance * scaledBy(batch.targets) })),
)

export const definitions: Definitions = {
  crps: {
    batches: sampled,
    found: (batch) => measure(measures.crps(), batch),
    exact: ({ samples, targets }: { samples: number[]; targets: number[] }) =>
      mean(
        targets.map((target, i) => {
          const own = samples.filter((_, at) => at % targets.length === i)
          const between = own.flatMap((x) => own.map((other) => Math.abs(x - other)))
          return mean(own.map((x) => Math.abs(x - target))) - mean(between) / 2
        }),
      ),
  },
  logLikelihood: {
    batches: noisy,
    found: (batch) => measure(measures.logLikelihood(), batch),
    exact({ samples, targets, noiseVariance }: { samples: number[]; targets: number[]; noiseVariance: number }) {
      const logDensity = (distance: number): number =>
        -((distance / Math.sqrt(noiseVariance)) ** 2 + Math.log(2 * Math.PI) + Math.log(noiseVariance)) / 2
      return mean(
        targets.map((y, i) => {
          const logs = samples.filter((_, at) => at % targets.length === i).map((x) => logDensity(y - x))
          const largest = Math.max(...logs)
          return largest + Math.log(mean(logs.map((nats) => Math.exp(nats - largest))))
        }),
      )
    },
  },
  pinball: {
    batches: pairs,
    found: (batch) => measure(measures.pinball({ quantile: 0.25 }), batch),
    exact: ({ predicted, targets }) =>
      mean(targets.map((y: number, i: number) => (y > predicted[i] ? 0.25 : -0.75) * (y - predicted[i]))),
  },
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
