import { checkPairs, checkSeen, type LabelBatch } from './batch.ts'
import type { Metric } from './metric.ts'

export interface AccuracyState {
  readonly right: number
  readonly count: number
}

/** The share of predictions that are right, gathered. In [0, 1]. */
export const accuracyMetric: Metric<AccuracyState, LabelBatch, number> = {
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

/** The share of predictions that equal their label, in [0, 1]; the error is 1 minus that. */
export function accuracy(predicted: ArrayLike<number>, labels: ArrayLike<number>): number {
  return accuracyMetric.compute(accuracyMetric.update(accuracyMetric.empty(), { predicted, labels }))
}
