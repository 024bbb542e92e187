import { checkProbabilities, checkSeen, type ProbabilityBatch } from '../batch.ts'
import { type MeanState, mergeMeans } from '../mean-state.ts'
import { measure } from '../measure.ts'
import type { Metric } from '../metric.ts'

/**
 * The Brier score, gathered: the mean over examples of the squared distance to the one-hot truth, Σ_c (p_c − y_c)², in [0, 2]
 * (Brier 1950; of two classes, twice what some call by the name). A sum in float64.
 *
 * @throws {MetricsError} on probabilities or labels that cannot be.
 *
 * @example
 * ```ts
 * import { brierMetric, measure } from '@thinned/metrics'
 *
 * console.log(measure(brierMetric, { probabilities: [0.5, 0.5], classes: 2, labels: [1] })) // 0.5
 * ```
 */
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
  merge: mergeMeans,
  compute: ({ sum, count }) => {
    checkSeen('Brier score', count)
    return sum / count
  },
}

/**
 * The mean over examples of the squared distance to the one-hot truth, Σ_c (p_c − y_c)², in [0, 2] (Brier 1950). Probabilities are
 * [n, classes], row-major; labels [n].
 *
 * @throws {MetricsError} on probabilities or labels that cannot be.
 *
 * @example
 * ```ts
 * import { brier } from '@thinned/metrics'
 *
 * console.log(brier([0.75, 0.25, 0.5, 0.5], 2, [0, 1])) // 0.3125
 * ```
 */
export function brier(probabilities: ArrayLike<number>, classes: number, labels: ArrayLike<number>): number {
  return measure(brierMetric, { probabilities, classes, labels })
}
