import { checkIntervals, type IntervalBatch } from '../../batches/intervals.ts'
import { checkNone } from '../../check-arguments.ts'
import type { Metric } from '../../metric.ts'
import { meanOfScores, type ScoreSum } from '../../states/mean-of-scores.ts'

/**
 * The share of targets inside their interval, ends included; in [0, 1]. Intervals of the level 0.9 should cover 0.9 of held-out targets, within
 * √(0.9 · 0.1 / n) or so. Beside it belongs `intervalWidth`: wide intervals cover everything.
 *
 * @throws {MetricsError} unless each target has a lower end and an upper end that is not below it.
 *
 * @example
 * ```ts
 * import { intervalCoverage, measure } from '@thinned/metrics'
 *
 * console.log(measure(intervalCoverage(), { low: [0, 1], high: [2, 3], targets: [2, 5] })) // 0.5
 * ```
 */
export function intervalCoverage(...none: []): Metric<ScoreSum, IntervalBatch, number> {
  checkNone('intervalCoverage', none)
  return meanOfScores('interval coverage', (batch) => {
    checkIntervals(batch)
    const { low, high, targets } = batch
    return (i) => (targets[i]! >= low[i]! && targets[i]! <= high[i]! ? 1 : 0)
  })
}
