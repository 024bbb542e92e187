import { type Fields, withDefault } from '@thinned/schema'
import { checkProbabilities, checkSeen, type ProbabilityBatch } from '../../batches/batch.ts'
import { binOfWidth, type CalibrationState, topScores } from '../../calibration-error/bins.ts'
import type { Metric } from '../../metric.ts'
import { fromOne, metricOptions } from '../../options.ts'

export type { CalibrationState } from '../../calibration-error/bins.ts'

export interface EceOptions {
  /** From 1. Default 15. */
  readonly bins?: number
}

const read = metricOptions('ece', { bins: withDefault(fromOne, 15) } satisfies Fields<EceOptions>, { nBins: 'bins' })

/**
 * The expected calibration error: Σ_bins share · |accuracy − mean confidence|, in [0, 1]. Bins have equal width. A confidence c falls into
 * bin ⌈c · bins⌉ − 1, so that each bin holds its upper edge, and 0 falls into the first. Empty bins add 0. With few examples the estimate is
 * biased upward. Source: Guo et al. 2017, equation 3.
 *
 * @throws {MetricsError} unless bins is an integer from 1, and on probabilities or labels that cannot be.
 *
 * @example
 * ```ts
 * import { ece, measure } from '@thinned/metrics'
 *
 * const batch = { probabilities: [0.75, 0.25, 0.75, 0.25], classes: 2, labels: [0, 0] }
 * console.log(measure(ece(), batch), measure(ece({ bins: 10 }), batch)) // 0.25 0.25
 * ```
 */
export function ece(options: EceOptions = {}): Metric<CalibrationState, ProbabilityBatch, number> {
  const { bins } = read(options)
  const zeros = () => new Array<number>(bins).fill(0)
  const add = (a: readonly number[], b: readonly number[]) => a.map((value, bin) => value + b[bin]!)
  return {
    name: 'expected calibration error',
    empty: () => ({ counts: zeros(), right: zeros(), confidence: zeros() }),
    update: (state, batch) => {
      checkProbabilities(batch)
      const [counts, right, confidence] = [[...state.counts], [...state.right], [...state.confidence]]
      const top = topScores(batch)
      for (const [row, score] of top.scores.entries()) {
        const bin = binOfWidth(score, bins)
        counts[bin]!++
        confidence[bin]! += score
        right[bin]! += top.labels[row]!
      }
      return { counts, right, confidence }
    },
    merge: (a, b) => ({
      counts: add(a.counts, b.counts),
      right: add(a.right, b.right),
      confidence: add(a.confidence, b.confidence),
    }),
    compute: ({ counts, right, confidence }) => {
      const total = counts.reduce((sum, count) => sum + count, 0)
      checkSeen('expected calibration error', total)
      return counts.reduce((sum, _, bin) => sum + Math.abs(right[bin]! - confidence[bin]!), 0) / total
    },
  }
}
