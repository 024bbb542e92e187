import { checkLabel, checkPairs, checkSeen, type LabelBatch } from './batch.ts'
import type { Metric } from './metric.ts'

/** Counts by true class (row) and predicted class (column). */
export type ConfusionCounts = readonly (readonly number[])[]

/** How often each class was taken for each other, gathered. */
export function confusionMatrixMetric(classes: number): Metric<ConfusionCounts, LabelBatch, ConfusionCounts> {
  return {
    name: 'confusion matrix',
    empty: () => Array.from({ length: classes }, () => new Array<number>(classes).fill(0)),
    update: (state, batch) => {
      checkPairs(batch)
      const counts = state.map((row) => [...row])
      for (let i = 0; i < batch.labels.length; i++) {
        checkLabel(batch.labels[i]!, i, classes)
        checkLabel(batch.predicted[i]!, i, classes)
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

/** Counts [true class][predicted class] over predictions and labels, both [n]. */
export function confusionMatrix(
  predicted: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): ConfusionCounts {
  const metric = confusionMatrixMetric(classes)
  return metric.compute(metric.update(metric.empty(), { predicted, labels }))
}
