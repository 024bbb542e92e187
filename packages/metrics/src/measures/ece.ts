import { checkProbabilities, checkSeen, mostProbable, type ProbabilityBatch } from '../batch.ts'
import { measure } from '../measure.ts'
import type { Metric } from '../metric.ts'
import { MetricsError } from '../metrics-error.ts'

/** Per bin: how many examples, how many right, and the sum of their confidences. */
export interface CalibrationState {
  readonly counts: readonly number[]
  readonly right: readonly number[]
  readonly confidence: readonly number[]
}

/**
 * The expected calibration error, gathered: Σ_bins share · |accuracy − mean confidence|, in [0, 1]. Bins are of equal width; a
 * confidence c falls into bin ⌈c · bins⌉ − 1, so each bin holds its upper edge, and 0 falls into the first. An empty bin adds
 * nothing. With few examples the estimate is biased upward. Source: Guo et al. 2017, equation 3.
 *
 * @throws {MetricsError} unless bins is an integer from 1, and on probabilities or labels that cannot be.
 *
 * @example
 * ```ts
 * import { eceMetric, measure } from '@thinned/metrics'
 *
 * console.log(measure(eceMetric(10), { probabilities: [0.75, 0.25, 0.75, 0.25], classes: 2, labels: [0, 0] })) // 0.25
 * ```
 */
export function eceMetric(bins = 15): Metric<CalibrationState, ProbabilityBatch, number> {
  if (!Number.isInteger(bins) || bins < 1) throw new MetricsError(`bins is ${bins}; it is an integer from 1.`)
  const nothing = () => new Array<number>(bins).fill(0)
  const added = (a: readonly number[], b: readonly number[]) => a.map((value, bin) => value + b[bin]!)
  return {
    name: 'expected calibration error',
    empty: () => ({ counts: nothing(), right: nothing(), confidence: nothing() }),
    update: (state, batch) => {
      checkProbabilities(batch)
      const [counts, right, confidence] = [[...state.counts], [...state.right], [...state.confidence]]
      mostProbable(batch.probabilities, batch.classes).forEach((predicted, row) => {
        const sure = Math.min(batch.probabilities[row * batch.classes + predicted]!, 1)
        const bin = Math.max(Math.ceil(sure * bins) - 1, 0)
        counts[bin]!++
        confidence[bin]! += sure
        if (predicted === batch.labels[row]) right[bin]!++
      })
      return { counts, right, confidence }
    },
    merge: (a, b) => ({
      counts: added(a.counts, b.counts),
      right: added(a.right, b.right),
      confidence: added(a.confidence, b.confidence),
    }),
    compute: ({ counts, right, confidence }) => {
      const total = counts.reduce((sum, count) => sum + count, 0)
      checkSeen('expected calibration error', total)
      return counts.reduce((sum, _, bin) => sum + Math.abs(right[bin]! - confidence[bin]!), 0) / total
    },
  }
}

/**
 * The expected calibration error of probabilities [n, classes], row-major, against labels [n]; in [0, 1]. See `eceMetric` for the bins.
 *
 * @throws {MetricsError} unless bins is an integer from 1, and on probabilities or labels that cannot be.
 *
 * @example
 * ```ts
 * import { ece } from '@thinned/metrics'
 *
 * console.log(ece([0.75, 0.25, 0.5, 0.5], 2, [0, 1])) // 0.375
 * ```
 */
export function ece(probabilities: ArrayLike<number>, classes: number, labels: ArrayLike<number>, bins = 15): number {
  return measure(eceMetric(bins), { probabilities, classes, labels })
}
