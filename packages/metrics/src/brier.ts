import { checkProbabilities, checkSeen, type ProbabilityBatch } from './batch.ts'
import type { MeanState } from './mean-state.ts'
import type { Metric } from './metric.ts'

/** The mean over examples of the squared distance to the one-hot truth, Σ_c (p_c − y_c)², in [0, 2] (Brier 1950). Gathered as a sum in float64. */
export const brierMetric: Metric<MeanState, ProbabilityBatch, number> = {
  name: 'Brier score',
  empty: () => ({ sum: 0, count: 0 }),
  update: (state, batch) => {
    checkProbabilities(batch)
    const { probabilities, classes, labels } = batch
    let sum = state.sum
    for (let row = 0; row < labels.length; row++) {
      for (let c = 0; c < classes; c++) {
        const miss = probabilities[row * classes + c]! - (c === labels[row] ? 1 : 0)
        sum += miss * miss
      }
    }
    return { sum, count: state.count + labels.length }
  },
  merge: (a, b) => ({ sum: a.sum + b.sum, count: a.count + b.count }),
  compute: ({ sum, count }) => {
    checkSeen('Brier score', count)
    return sum / count
  },
}

/** The mean over examples of the squared distance to the one-hot truth, Σ_c (p_c − y_c)², in [0, 2] (Brier 1950). Probabilities are [n, classes], row-major; labels [n]. */
export function brier(probabilities: ArrayLike<number>, classes: number, labels: ArrayLike<number>): number {
  return brierMetric.compute(brierMetric.update(brierMetric.empty(), { probabilities, classes, labels }))
}
