import { checkPairs, checkSeen, type LabelBatch } from '../../batches/batch.ts'
import { checkNone } from '../../check-arguments.ts'
import type { Metric } from '../../metric.ts'

export interface AccuracyState {
  readonly right: number
  readonly count: number
}

/**
 * The share of predictions that equal their label, in [0, 1]. The error is 1 minus the accuracy.
 *
 * @throws {MetricsError} where predictions and labels are not one for each, and without any.
 *
 * @example
 * ```ts
 * import { accuracy } from '@thinned/metrics'
 *
 * const { empty, update, compute } = accuracy()
 * let state = update(empty(), { predicted: [0, 1, 2], labels: [0, 1, 1] })
 * state = update(state, { predicted: [1], labels: [1] })
 * console.log(compute(state)) // 0.75
 * ```
 */
export function accuracy(...none: []): Metric<AccuracyState, LabelBatch, number> {
  checkNone('accuracy', none)
  return {
    name: 'accuracy',
    empty: () => ({ right: 0, count: 0 }),
    update: (state, batch) => {
      checkPairs(batch)
      let right = state.right
      for (let i = 0; i < batch.labels.length; i++) if (batch.predicted[i] === batch.labels[i]) right++
      return { right, count: state.count + batch.labels.length }
    },
    merge: (a, b) => ({ right: a.right + b.right, count: a.count + b.count }),
    compute: ({ right, count }) => {
      checkSeen('accuracy', count)
      return right / count
    },
  }
}
