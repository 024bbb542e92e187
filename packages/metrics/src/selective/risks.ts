import { checkFinite, checkHolds, checkPairs, checkSeen, type LabelBatch } from '../batches/batch.ts'
import type { Metric } from '../metric.ts'
import { MetricsError } from '../metrics-error.ts'
import { appendScores, mergeScores, rankingOf, type ScoreState } from '../states/scores.ts'

/** Predicted and true classes, and how uncertain each prediction is; all [n]. Any numbers that rise with the uncertainty. */
export interface UncertaintyBatch extends LabelBatch {
  readonly uncertainty: ArrayLike<number>
}

/** A metric of all uncertainties. */
export function selectiveMetric<Value>(
  name: string,
  compute: (state: ScoreState) => Value,
): Metric<ScoreState, UncertaintyBatch, Value> {
  return {
    name,
    empty: () => [],
    update: appendUncertainties,
    merge: mergeScores,
    compute: (state) => {
      checkSeen(name, state.length)
      return compute(state)
    },
  }
}

/** With the uncertainties of a batch, labeled 1 where the prediction is wrong. */
function appendUncertainties(state: ScoreState, batch: UncertaintyBatch): ScoreState {
  checkHolds(batch, 'uncertainty', 'predicted', 'labels')
  checkPairs(batch)
  const { uncertainty, predicted, labels } = batch
  if (uncertainty.length !== labels.length)
    throw new MetricsError(
      `${uncertainty.length} uncertainties were given for ${labels.length} labels; there is one for each.`,
    )
  checkFinite('Uncertainty', uncertainty)
  const wrong = Array.from(labels, (label, i) => (predicted[i] === label ? 0 : 1))
  return appendScores(state, { classes: 1, scores: Array.from(uncertainty), labels: wrong })
}

/** The k least uncertain predictions, for every k from 1 to n. */
export interface SelectiveRisks {
  /** The uncertainty of the last of them [n]. */
  readonly levels: Float64Array
  /** The share of errors among them [n]: among equals, the mean over their orders. */
  readonly risks: Float64Array
}

export function selectiveRisks(state: ScoreState): SelectiveRisks {
  const { positives: wrong, negatives: right } = rankingOf(state, 1, 0, 1)
  const count = wrong.length + right.length
  const [levels, risks] = [new Float64Array(count), new Float64Array(count)]
  let [taken, errors] = [0, 0]
  while (taken < count) {
    const level = Math.min(wrong[errors] ?? Infinity, right[taken - errors] ?? Infinity)
    const wrongHere = countFrom(wrong, errors, level)
    const here = wrongHere + countFrom(right, taken - errors, level)
    for (let i = 1; i <= here; i++) {
      levels[taken + i - 1] = level
      risks[taken + i - 1] = (errors + (wrongHere * i) / here) / (taken + i)
    }
    taken += here
    errors += wrongHere
  }
  return { levels, risks }
}

/** The mean of the risks, in their order. */
export const areaUnder = ({ risks }: SelectiveRisks): number =>
  risks.reduce((area, risk) => area + risk, 0) / risks.length

/** How many values, from an index on, are equal to `value`. */
function countFrom(values: Float64Array, from: number, value: number): number {
  let to = from
  while (values[to] === value) to++
  return to - from
}
