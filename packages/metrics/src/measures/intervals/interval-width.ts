import { checkIntervals, type IntervalBatch } from '../../batches/intervals.ts'
import { checkNone } from '../../check-arguments.ts'
import type { Metric } from '../../metric.ts'
import { meanOfScores, type ScoreSum } from '../../states/mean-of-scores.ts'

/**
 * The mean width of intervals, from 0, in the unit of the targets; Infinity where one has no end. Of intervals that cover as much as they claim, the
 * narrower are the better.
 *
 * @throws {MetricsError} unless each target has a lower end and an upper end that is not below it.
 *
 * @example
 * ```ts
 * import { intervalWidth, measure } from '@thinned/metrics'
 *
 * console.log(measure(intervalWidth(), { low: [0, 1], high: [2, 4], targets: [2, 5] })) // 2.5
 * ```
 */
export function intervalWidth(...none: []): Metric<ScoreSum, IntervalBatch, number> {
  checkNone('intervalWidth', none)
  return meanOfScores('interval width', (batch) => {
    checkIntervals(batch)
    return (i) => batch.high[i]! - batch.low[i]!
  })
}
