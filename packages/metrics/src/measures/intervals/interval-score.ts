import { type Fields, number } from '@thinned/schema'
import { checkIntervals, type IntervalBatch } from '../../batches/intervals.ts'
import type { Metric } from '../../metric.ts'
import { metricOptions } from '../../options.ts'
import { meanOfScores, type ScoreSum } from '../../states/mean-of-scores.ts'

export interface IntervalScoreOptions {
  /** The share of targets that the intervals claim to hold, in (0, 1), such as 0.9. */
  readonly level: number
}

const read = metricOptions(
  'intervalScore',
  { level: number({ above: 0, below: 1 }, ', such as 0.9') } satisfies Fields<IntervalScoreOptions>,
  { alpha: 'level (1 − alpha)', confidence: 'level', coverage: 'level' },
)

/**
 * The interval score (of Winkler): the mean of width + 2 / (1 − level) · the distance of a target outside its interval; from 0, lower is better, in
 * the unit of the targets. It weighs coverage against width: the true quantiles (1 ∓ level) / 2 make it least. Infinity where an interval has no end.
 * Source: Gneiting and Raftery 2007, equation 43.
 *
 * @throws {MetricsError} unless the level lies in (0, 1), and each target has a lower end and an upper end that is not below it.
 *
 * @example
 * ```ts
 * import { intervalScore, measure } from '@thinned/metrics'
 *
 * console.log(measure(intervalScore({ level: 0.5 }), { low: [0, 1], high: [2, 3], targets: [2, 5] })) // 6
 * ```
 */
export function intervalScore(options: IntervalScoreOptions): Metric<ScoreSum, IntervalBatch, number> {
  const { level } = read(options)
  return meanOfScores('interval score', (batch) => {
    checkIntervals(batch)
    const { low, high, targets } = batch
    return (i) =>
      high[i]! -
      low[i]! +
      (2 / (1 - level)) * (Math.max(low[i]! - targets[i]!, 0) + Math.max(targets[i]! - high[i]!, 0))
  })
}
