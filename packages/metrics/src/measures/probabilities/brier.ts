import { checkProbabilities, checkSeen, type ProbabilityBatch } from '../../batches/batch.ts'
import { checkNone } from '../../check-arguments.ts'
import type { Metric } from '../../metric.ts'
import { type MeanState, mergeMeans } from '../../states/mean.ts'

/**
 * The Brier score: the mean over examples of Σ_c (p_c − y_c)², the squared distance to the one-hot label, in [0, 2]. That is the definition
 * of Brier 1950; for two classes, some use half of it. A sum in float64.
 *
 * @throws {MetricsError} on probabilities or labels that cannot be.
 *
 * @example
 * ```ts
 * import { brier, measure } from '@thinned/metrics'
 *
 * console.log(measure(brier(), { probabilities: [0.75, 0.25, 0.5, 0.5], classes: 2, labels: [0, 1] })) // 0.3125
 * ```
 */
export function brier(...none: []): Metric<MeanState, ProbabilityBatch, number> {
  checkNone('brier', none)
  return {
    name: 'Brier score',
    empty: () => ({ sum: 0, count: 0 }),
    update: (state, batch) => {
      checkProbabilities(batch)
      const { probabilities, classes, labels } = batch
      let sum = state.sum
      for (let row = 0; row < labels.length; row++) {
        for (let c = 0; c < classes; c++) {
          const error = probabilities[row * classes + c]! - (c === labels[row] ? 1 : 0)
          sum += error * error
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
}
