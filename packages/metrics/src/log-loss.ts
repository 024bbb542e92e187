import { checkProbabilities, checkSeen, type ProbabilityBatch } from './batch.ts'
import type { MeanState } from './mean-state.ts'
import type { Metric } from './metric.ts'

/** The mean of −ln of the probability given to the true class, in nats; Infinity where that is 0, since nothing is clipped. Gathered as a sum in float64. */
export const logLossMetric: Metric<MeanState, ProbabilityBatch, number> = {
  name: 'log loss',
  empty: () => ({ sum: 0, count: 0 }),
  update: (state, batch) => {
    checkProbabilities(batch)
    const { probabilities, classes, labels } = batch
    let sum = state.sum
    for (let row = 0; row < labels.length; row++) {
      sum -= Math.log(probabilities[row * classes + labels[row]!]!)
    }
    return { sum, count: state.count + labels.length }
  },
  merge: (a, b) => ({ sum: a.sum + b.sum, count: a.count + b.count }),
  compute: ({ sum, count }) => {
    checkSeen('log loss', count)
    return sum / count
  },
}

/** The mean of −ln of the probability given to the true class, in nats; Infinity where that is 0, since nothing is clipped. Probabilities are [n, classes], row-major; labels [n]. Not for steering training, which measures its loss on tensors. */
export function logLoss(probabilities: ArrayLike<number>, classes: number, labels: ArrayLike<number>): number {
  return logLossMetric.compute(logLossMetric.update(logLossMetric.empty(), { probabilities, classes, labels }))
}
