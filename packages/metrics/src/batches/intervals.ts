import { MetricsError } from '../metrics-error.ts'
import { checkFinite, checkHolds } from './batch.ts'

/** An interval for each example, and the true numbers; all [n]. */
export interface IntervalBatch {
  /** The lower ends; −Infinity where there is none. */
  readonly low: ArrayLike<number>
  /** The upper ends; Infinity where there is none. */
  readonly high: ArrayLike<number>
  readonly targets: ArrayLike<number>
}

/** Refuses all but two ends for each target, the lower one first. */
export function checkIntervals(batch: IntervalBatch): void {
  checkHolds(batch, 'low', 'high', 'targets')
  const { low, high, targets } = batch
  if (low.length !== targets.length || high.length !== targets.length)
    throw new MetricsError(
      `${low.length} lower and ${high.length} upper ends were given for ${targets.length} targets; there is one of each for each.`,
    )
  for (let i = 0; i < targets.length; i++)
    if (!(low[i]! <= high[i]! && low[i]! < Infinity && high[i]! > -Infinity))
      throw new MetricsError(
        `Interval ${i} goes from ${low[i]} to ${high[i]}; its lower end comes first, and is −Infinity where there is none, as the upper one is Infinity.`,
      )
  checkFinite('Target', targets)
}
