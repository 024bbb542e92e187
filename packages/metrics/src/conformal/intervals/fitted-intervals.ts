import { Fault, integer, number, object, oneOf, optional, type Schema } from '@thinned/schema'
import { checkFinite, checkHolds } from '../../batches/batch.ts'
import { checkBatch } from '../../check-arguments.ts'
import { MetricsError } from '../../metrics-error.ts'
import { rowsNeeded } from '../calibration-quantile.ts'
import type { IntervalRow, IntervalScore } from './interval-score.ts'
import * as intervalScores from './scores/index.ts'

/** A score of intervals. */
export type IntervalScoreName = keyof typeof intervalScores

export const INTERVAL_SCORES: Readonly<Record<IntervalScoreName, IntervalScore>> = intervalScores
export const intervalScoreNames: readonly IntervalScoreName[] = Object.keys(intervalScores) as IntervalScoreName[]

/** What a model predicts of n rows; a score needs some of it. */
export interface PredictionBatch {
  /** [n], of scores 'absolute' and 'normalized'. */
  readonly predicted?: ArrayLike<number>
  /** Of score 'normalized': how far off the model expects to be, from 0 [n], such as the standard deviation of Monte Carlo samples. */
  readonly deviation?: ArrayLike<number>
  /** Of score 'quantile': a low and a high quantile, predicted or of Monte Carlo samples [n]. */
  readonly low?: ArrayLike<number>
  readonly high?: ArrayLike<number>
}

/** Intervals of n rows, ends included. */
export interface Intervals {
  readonly low: Float64Array
  readonly high: Float64Array
}

/** The state of fitted intervals: plain JSON, to save with the model. `conformalFromState` restores it. */
export interface ConformalIntervalsState {
  readonly kind: 'intervals'
  readonly score: IntervalScoreName
  readonly alpha: number
  /** How many rows it was fitted on. */
  readonly rows: number
  /** The largest score of a target in an interval. */
  readonly threshold: number
  readonly floor?: number
}

/** Conformal intervals, fitted. */
export interface FittedConformalIntervals {
  readonly state: ConformalIntervalsState
  /**
   * The intervals of rows, each the same whatever the other rows. One that would be empty, which only score 'quantile' has, is its middle.
   *
   * @throws {MetricsError} on a batch without what the score needs.
   */
  intervals(batch: PredictionBatch): Intervals
}

const fields = object({
  kind: oneOf('intervals'),
  score: oneOf(...intervalScoreNames),
  alpha: number({ above: 0, below: 1 }),
  rows: integer({ from: 1 }),
  threshold: number(),
  floor: optional(number({ above: 0 })),
})

/** A state whose parts belong together. */
export const intervalsState: Schema<ConformalIntervalsState> = {
  takes: fields.takes,
  read(given, path) {
    const { floor, ...state } = fields.read(given, path)
    const { score, alpha, rows, threshold } = state
    if (threshold < 0 && score !== 'quantile') throw new Fault(`${path}.threshold`, threshold, 'a number from 0')
    if (rows < rowsNeeded(alpha)) throw new Fault(`${path}.rows`, rows, `an integer from ${rowsNeeded(alpha)}`)
    const takesFloor = INTERVAL_SCORES[score].takes.includes('floor')
    if (takesFloor !== (floor !== undefined))
      throw new Fault(`${path}.floor`, floor, takesFloor ? 'a number above 0' : `nothing with score '${score}'`)
    return floor === undefined ? state : { ...state, floor }
  },
}

/** Refuses a batch without what the score needs. The number of rows. */
export function checkPredictionBatch(caller: string, score: IntervalScoreName, batch: PredictionBatch): number {
  checkBatch(caller, batch)
  const { needs } = INTERVAL_SCORES[score]
  checkHolds(batch, ...needs)
  const n = batch[needs[0]!]!.length
  for (const name of needs) {
    const values = batch[name]!
    if (values.length !== n)
      throw new MetricsError(
        `${values.length} numbers of ${name} were given for ${n} of ${needs[0]}; there is one for each.`,
      )
    checkFinite(`Number of ${name}`, values)
  }
  if (needs.includes('deviation'))
    for (let i = 0; i < n; i++)
      if (!(batch.deviation![i]! >= 0))
        throw new MetricsError(`Deviation ${i} is ${batch.deviation![i]}; deviations are numbers from 0.`)
  return n
}

/** One row of a batch that was checked. */
export const intervalRow = ({ predicted, deviation, low, high }: PredictionBatch, i: number): IntervalRow => ({
  predicted: predicted?.[i] ?? Number.NaN,
  deviation: deviation?.[i] ?? Number.NaN,
  low: low?.[i] ?? Number.NaN,
  high: high?.[i] ?? Number.NaN,
})

/** Intervals of a state that was checked. */
export function fittedIntervals(state: ConformalIntervalsState): FittedConformalIntervals {
  const { score: name, threshold, floor = 0 } = state
  const { score, interval } = INTERVAL_SCORES[name]
  const settings = { floor }
  return {
    state,
    intervals(batch) {
      const n = checkPredictionBatch('intervals', name, batch)
      const [low, high] = [new Float64Array(n), new Float64Array(n)]
      for (let i = 0; i < n; i++) {
        const row = intervalRow(batch, i)
        const [from, to] = interval(row, threshold, settings)
        const [least, most] = interval(row, 0, settings)
        const middle = least / 2 + most / 2
        const isInside = (target: number): boolean => from <= to && score(row, target, settings) <= threshold
        const ulp = 2 ** -52 * Math.max(Math.abs(least), Math.abs(most), Math.abs(from), Math.abs(to))
        low[i] = outermost(Math.min(from, middle), -1, ulp, isInside)
        high[i] = outermost(Math.max(to, middle), 1, ulp, isInside)
      }
      return { low, high }
    },
  }
}

/** A little more than half an ulp of 1, so that adding it gives the next number. */
const HALF_ULP = 2 ** -53 * (1 + 2 ** -20)

/** The end of an interval, moved outward while the next number is inside: a target of the threshold's score is not left out by rounding. */
function outermost(end: number, direction: 1 | -1, ulp: number, isInside: (target: number) => boolean): number {
  let moved = end
  while (isInside(moved + direction * (Math.abs(moved) * HALF_ULP + Number.MIN_VALUE))) {
    const further = moved + direction * (ulp + Number.MIN_VALUE)
    if (further === moved) break
    moved = further
  }
  return moved
}
