import { checkFinite, checkPairs, checkSeen, type LabelBatch } from '../../batches/batch.ts'
import { checkNone } from '../../check-arguments.ts'
import type { Metric } from '../../metric.ts'
import { MetricsError } from '../../metrics-error.ts'
import { appendScores, mergeScores, rankingOf, type ScoreState } from '../../states/scores.ts'

/** Predicted and true classes, and how uncertain each prediction is; all [n]. Any numbers that rise with the doubt. */
export interface UncertaintyBatch extends LabelBatch {
  readonly uncertainty: ArrayLike<number>
}

/**
 * The area under the risk-coverage curve: the error among the k least uncertain predictions, averaged over k from 1 to n; in [0, 1],
 * lower is better. It falls with the error ε, and where the uncertainty is high at the errors. A useless uncertainty gives ε, a perfect one
 * ε + (1 − ε) ln(1 − ε) for many examples. Equal uncertainties count with the mean over their orders. Source: Geifman, Uziel and El-Yaniv
 * 2019.
 *
 * The state stores every uncertainty: 16 bytes for each example in memory, and some 20 in JSON.
 *
 * @throws {MetricsError} where there is not one of each for every label, and on an uncertainty that is no number from −1e150 to 1e150.
 *
 * @example
 * ```ts
 * import { aurc, entropy, measure, mostProbable } from '@thinned/metrics'
 *
 * const probabilities = [0.9, 0.1, 0.2, 0.8, 0.6, 0.4]
 * const [uncertainty, predicted] = [entropy(probabilities, 2), mostProbable(probabilities, 2)]
 * console.log(measure(aurc(), { uncertainty, predicted, labels: [0, 1, 1] }).toFixed(4)) // 0.1111
 * ```
 */
export function aurc(...none: []): Metric<ScoreState, UncertaintyBatch, number> {
  checkNone('aurc', none)
  return {
    name: 'AURC',
    empty: () => [],
    update: (state, batch) => {
      checkPairs(batch)
      const { uncertainty, predicted, labels } = batch
      if (uncertainty.length !== labels.length)
        throw new MetricsError(
          `${uncertainty.length} uncertainties were given for ${labels.length} labels; there is one for each.`,
        )
      checkFinite('Uncertainty', uncertainty)
      const wrong = Array.from(labels, (label, i) => (predicted[i] === label ? 0 : 1))
      return appendScores(state, { classes: 1, scores: Array.from(uncertainty), labels: wrong })
    },
    merge: mergeScores,
    compute: (state) => {
      checkSeen('AURC', state.length)
      const { positives: wrong, negatives: right } = rankingOf(state, 1, 0, 1)
      let [area, taken, errors] = [0, 0, 0]
      while (taken < wrong.length + right.length) {
        const level = Math.min(wrong[errors] ?? Infinity, right[taken - errors] ?? Infinity)
        const wrongHere = countFrom(wrong, errors, level)
        const here = wrongHere + countFrom(right, taken - errors, level)
        for (let i = 1; i <= here; i++) area += (errors + (wrongHere * i) / here) / (taken + i)
        taken += here
        errors += wrongHere
      }
      return area / taken
    },
  }
}

/** How many values, from an index on, are equal to `value`. */
function countFrom(values: Float64Array, from: number, value: number): number {
  let to = from
  while (values[to] === value) to++
  return to - from
}
