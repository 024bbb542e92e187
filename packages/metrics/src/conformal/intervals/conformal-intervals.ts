import { type Fields, formatValue, number, oneOf, optional, withDefault } from '@thinned/schema'
import { checkFinite, checkHolds } from '../../batches/batch.ts'
import { MetricsError } from '../../metrics-error.ts'
import { metricOptions } from '../../options.ts'
import { calibrationQuantile } from '../calibration-quantile.ts'
import {
  checkPredictionBatch,
  type FittedConformalIntervals,
  fittedIntervals,
  INTERVAL_SCORES,
  type IntervalScoreName,
  intervalRow,
  intervalScoreNames,
  type PredictionBatch,
} from './fitted-intervals.ts'

export interface ConformalIntervalsOptions {
  /** How often an interval may miss the target, in (0, 1): 0.1 for intervals that hold it 9 times in 10. */
  readonly alpha: number
  /** How far a target lies out; default 'absolute'. The README compares them. */
  readonly score?: IntervalScoreName
  /** Of 'normalized', and required there: what is added to the deviation, above 0, in the unit of the targets, such as a tenth of their error. */
  readonly floor?: number
}

/** What intervals are fitted on: rows that the model was not trained on. */
export interface IntervalCalibrationBatch extends PredictionBatch {
  /** The true numbers [n]. */
  readonly targets: ArrayLike<number>
}

const fields = {
  alpha: number({ above: 0, below: 1 }, ', such as 0.1'),
  score: withDefault<IntervalScoreName>(oneOf(...intervalScoreNames), 'absolute'),
  floor: optional(number({ above: 0 })),
} satisfies Fields<ConformalIntervalsOptions>

const read = metricOptions('conformalIntervals', fields, {
  level: 'alpha',
  coverage: 'alpha',
  confidence: 'alpha',
  method: 'score',
  beta: 'floor',
})

/**
 * Intervals that hold the target with a probability of 1 − alpha or more, whatever the model: split conformal prediction. `fit` takes n rows that
 * the model was not trained on, and finds the threshold of the score; `intervals` gives each new row the targets whose score is at most that. The
 * guarantee is that of `conformalSets`: an average over rows that are drawn alike, not one for each row. Fit one for each number that the
 * model predicts.
 *
 * Sources: Lei et al. 2018 ('absolute'); Papadopoulos and Haralambous 2011 ('normalized'); Romano, Patterson and Candès 2019 ('quantile').
 *
 * @throws {MetricsError} on options that cannot be; `fit`: where rows are too few for alpha (1/alpha − 1), and on a batch without what the score
 * needs.
 *
 * @example
 * ```ts
 * import { conformalIntervals } from '@thinned/metrics'
 *
 * // Errors of 1, −2, 0 and 4. Where the model expects to be twice as far off, the interval is twice as wide.
 * const heldOut = { predicted: [1, 2, 3, 4], targets: [2, 0, 3, 8], deviation: [0.5, 0.5, 0.5, 1.5] }
 * const { intervals } = conformalIntervals({ alpha: 0.2, score: 'normalized', floor: 0.5 }).fit(heldOut)
 * const { low, high } = intervals({ predicted: [10, 10], deviation: [0.5, 1.5] })
 * console.log(low, high) // Float64Array(2) [ 8, 6 ] Float64Array(2) [ 12, 14 ]
 * ```
 */
export function conformalIntervals(options: ConformalIntervalsOptions): {
  fit(batch: IntervalCalibrationBatch): FittedConformalIntervals
} {
  const { alpha, score, floor } = read(options)
  const takesFloor = INTERVAL_SCORES[score].takes.includes('floor')
  if (takesFloor && floor === undefined)
    throw new MetricsError(
      `conformalIntervals was given no floor with score '${score}'; it takes a number above 0 in the unit of the targets, such as a tenth of the error that you expect.`,
    )
  if (!takesFloor && floor !== undefined)
    throw new MetricsError(
      `conformalIntervals was given floor ${formatValue(floor)} with score '${score}'; only 'normalized' takes it.`,
    )
  return {
    fit(batch) {
      const rows = checkPredictionBatch('conformalIntervals.fit', score, batch)
      checkHolds(batch, 'targets')
      if (batch.targets.length !== rows)
        throw new MetricsError(
          `${rows} predictions were given for ${batch.targets.length} targets; there is one for each.`,
        )
      checkFinite('Target', batch.targets)
      const settings = { floor: floor ?? 0 }
      const scores = Array.from(batch.targets, (target, i) =>
        INTERVAL_SCORES[score].score(intervalRow(batch, i), target, settings),
      )
      const threshold = calibrationQuantile('conformalIntervals', scores, alpha, 'rows') + 0 // JSON has no −0.
      return fittedIntervals({
        kind: 'intervals',
        score,
        alpha,
        rows,
        threshold,
        ...(floor === undefined ? {} : { floor }),
      })
    },
  }
}
