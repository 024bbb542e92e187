import { type Fields, integer } from '@thinned/schema'
import { checkClassPairs, checkSeen, type LabelBatch } from '../../batches/batch.ts'
import type { Metric } from '../../metric.ts'
import { metricOptions } from '../../options.ts'

/** Counts by true class (row) and predicted class (column). */
export type ConfusionCounts = readonly (readonly number[])[]

export interface ConfusionMatrixOptions {
  /** How many there are, from 1 to 10,000; labels and predictions are integers from 0. */
  readonly classes: number
}

/** Their square takes memory before the first example. */
const read = metricOptions('confusionMatrix', {
  classes: integer({ from: 1, to: 10_000 }),
} satisfies Fields<ConfusionMatrixOptions>)

/**
 * How often the model took each class for each other one: counts [true class][predicted class].
 *
 * @throws {MetricsError} on labels or predictions that are no integers from 0 to classes − 1, or not one for each.
 *
 * @example
 * ```ts
 * import { confusionMatrix, measure } from '@thinned/metrics'
 *
 * const counts = measure(confusionMatrix({ classes: 2 }), { predicted: [0, 1, 1], labels: [0, 0, 1] })
 * console.log(counts) // [ [ 1, 1 ], [ 0, 1 ] ]
 * ```
 */
export function confusionMatrix(options: ConfusionMatrixOptions): Metric<ConfusionCounts, LabelBatch, ConfusionCounts> {
  const { classes } = read(options)
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
