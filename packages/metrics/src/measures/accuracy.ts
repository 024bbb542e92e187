import { checkPairs, checkSeen, type LabelBatch } from '../batch.ts'
import { measure } from '../measure.ts'
import type { Metric } from '../metric.ts'

export interface AccuracyState {
  readonly right: number
  readonly count: number
}

/**
 * The share of predictions that are right, gathered; in [0, 1].
 *
 * @throws {MetricsError} where predictions and labels are not one for each.
 *
 * @example
 * ```ts
 * import { accuracyMetric } from '@thinned/metrics'
 *
 * let state = accuracyMetric.empty()
 * state = accuracyMetric.update(state, { predicted: [0, 1, 2], labels: [0, 1, 1] })
 * state = accuracyMetric.update(state, { predicted: [1], labels: [1] })
 * console.log(accuracyMetric.compute(state)) // 0.75
 * ```
 */
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

/**
 * The share of predictions [n] that equal their label [n], in [0, 1]; the error is 1 minus that.
 *
 * @throws {MetricsError} where predictions and labels are not one for each, and without any.
 *
 * @example
 * ```ts
 * import { accuracy } from '@thinned/metrics'
 *
 * console.log(accuracy([0, 1, 2, 1], [0, 1, 1, 1])) // 0.75
 * ```
 */
export function accuracy(predicted: ArrayLike<number>, labels: ArrayLike<number>): number {
  return measure(accuracyMetric, { predicted, labels })
}
