import type { Fields } from '@thinned/schema'
import { checkProbabilities, checkSeen, type ProbabilityBatch } from '../../batches/batch.ts'
import type { Metric } from '../../metric.ts'
import { MetricsError } from '../../metrics-error.ts'
import { fromOne, metricOptions } from '../../options.ts'
import type { AccuracyState } from './accuracy.ts'

export interface TopKAccuracyOptions {
  /** How many of the most probable classes count, from 1 to the number of classes. */
  readonly k: number
}

const read = metricOptions('topKAccuracy', { k: fromOne } satisfies Fields<TopKAccuracyOptions>)

/**
 * The share of examples whose label is among the k most probable classes, in [0, 1]. Of equal probabilities the lower class comes first, as
 * in `mostProbable`: k = 1 is the accuracy.
 *
 * @throws {MetricsError} unless k is an integer from 1 to the number of classes, and on batches that cannot be.
 *
 * @example
 * ```ts
 * import { measure, topKAccuracy } from '@thinned/metrics'
 *
 * const probabilities = [0.5, 0.3, 0.2, 0.5, 0.3, 0.2]
 * console.log(measure(topKAccuracy({ k: 2 }), { probabilities, classes: 3, labels: [1, 2] })) // 0.5
 * ```
 */
export function topKAccuracy(options: TopKAccuracyOptions): Metric<AccuracyState, ProbabilityBatch, number> {
  const { k } = read(options)
  const name = `top-${k} accuracy`
  return {
    name,
    empty: () => ({ right: 0, count: 0 }),
    update: (state, batch) => {
      checkProbabilities(batch)
      if (k > batch.classes)
        throw new MetricsError(
          `topKAccuracy was given k ${k} for ${batch.classes} classes; it is at most their number.`,
        )
      let right = state.right
      for (let row = 0; row < batch.labels.length; row++) if (rankOfLabel(batch, row) < k) right++
      return { right, count: state.count + batch.labels.length }
    },
    merge: (a, b) => ({ right: a.right + b.right, count: a.count + b.count }),
    compute: ({ right, count }) => {
      checkSeen(name, count)
      return right / count
    },
  }
}

/** How many classes come before the label: those more probable, and the lower ones as probable. */
function rankOfLabel(
  { probabilities, logits = probabilities, classes, labels }: ProbabilityBatch,
  row: number,
): number {
  const label = labels[row]!
  const labeled = logits[row * classes + label]!
  let before = 0
  for (let c = 0; c < classes; c++) {
    const other = logits[row * classes + c]!
    if (other > labeled || (other === labeled && c < label)) before++
  }
  return before
}
