import type { TrialRecord } from '../trials/trial-record.ts'

/** Whether lower or higher values are better. */
export type Mode = 'min' | 'max'

/**
 * Trials from the best to the worst. Later rounds, with their larger budgets, come first; then better values. NaN comes after every number,
 * failures last. Equal trials stand by index.
 *
 * @example
 * ```ts
 * import { rankTrials } from '@thinned/search'
 *
 * const trials = [0.3, 0.1, 0.2].map((value, index) => ({ round: 0, index, budget: 1, settings: {}, value, seconds: 1 }))
 * console.log(rankTrials(trials, 'min').map(({ index }) => index)) // [ 1, 2, 0 ]
 * ```
 */
export function rankTrials<Trial extends TrialRecord<unknown>>(trials: readonly Trial[], mode: Mode): Trial[] {
  const sign = mode === 'min' ? 1 : -1
  return trials.toSorted(
    (a, b) =>
      kindOf(a) - kindOf(b) ||
      b.round - a.round ||
      (kindOf(a) === MEASURED ? compare(sign * a.value!, sign * b.value!) : 0) ||
      a.index - b.index,
  )
}

/** The best trial; undefined where none returned a number. */
export function bestOf<Trial extends TrialRecord<unknown>>(trials: readonly Trial[], mode: Mode): Trial | undefined {
  const first = rankTrials(trials, mode)[0]
  return first && kindOf(first) === MEASURED ? first : undefined
}

const MEASURED = 0

function kindOf({ value }: TrialRecord<unknown>): number {
  return value === undefined ? 2 : Number.isNaN(value) ? 1 : MEASURED
}

/** A difference of two infinities would be NaN. */
function compare(a: number, b: number): number {
  return a < b ? -1 : Number(a > b)
}
