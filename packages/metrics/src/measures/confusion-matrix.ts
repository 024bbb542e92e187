import { checkClasses, checkClassPairs, checkSeen, type LabelBatch } from '../batch.ts'
import { measure } from '../measure.ts'
import type { Metric } from '../metric.ts'

/** Counts by true class (row) and predicted class (column). */
export type ConfusionCounts = readonly (readonly number[])[]

/**
 * How often each class was taken for each other, gathered: counts [true class][predicted class].
 *
 * @throws {MetricsError} on labels or predictions that are no integers from 0 to classes − 1, or not one for each.
 *
 * @example
 * ```ts
 * import { confusionMatrixMetric, measure } from '@thinned/metrics'
 *
 * console.log(measure(confusionMatrixMetric(2), { predicted: [0, 1, 1], labels: [0, 0, 1] })) // [ [ 1, 1 ], [ 0, 1 ] ]
 * ```
 */
export function confusionMatrixMetric(classes: number): Metric<ConfusionCounts, LabelBatch, ConfusionCounts> {
  checkClasses(classes)
  return {
    name: 'confusion matrix',
    empty: () => Array.from({ length: classes }, () => new Array<number>(classes).fill(0)),
    update: (state, batch) => {
      checkClassPairs(batch, classes)
      const counts = state.map((row) => [...row])
      for (let i = 0; i < batch.labels.length; i++) {
        counts[batch.labels[i]!]![batch.predicted[i]!]!++
      }
      return counts
    },
    merge: (a, b) => a.map((row, truth) => row.map((count, predicted) => count + b[truth]![predicted]!)),
    compute: (counts) => {
      checkSeen(
        'confusion matrix',
        counts.flat().reduce((sum, count) => sum + count, 0),
      )
      return counts
    },
  }
}

/**
 * Counts [true class][predicted class] over predictions and labels, both [n].
 *
 * @throws {MetricsError} on labels or predictions that are no integers from 0 to classes − 1, or not one for each.
 *
 * @example
 * ```ts
 * import { confusionMatrix } from '@thinned/metrics'
 *
 * console.log(confusionMatrix([0, 2, 1, 1], [0, 1, 1, 1], 3)) // [ [ 1, 0, 0 ], [ 0, 2, 1 ], [ 0, 0, 0 ] ]
 * ```
 */
export function confusionMatrix(
  predicted: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): ConfusionCounts {
  return measure(confusionMatrixMetric(classes), { predicted, labels })
}
