import { checkNone } from '../../check-arguments.ts'
import type { Metric } from '../../metric.ts'
import { areaUnder, selectiveMetric, selectiveRisks, type UncertaintyBatch } from '../../selective/risks.ts'
import type { ScoreState } from '../../states/scores.ts'

/**
 * The area under the risk-coverage curve: the error among the k least uncertain predictions, averaged over k from 1 to n; in [0, 1],
 * lower is better. It falls with the error ε, and where the uncertainty is high at the errors. A useless uncertainty gives ε, a perfect one
 * ε + (1 − ε) ln(1 − ε) for many examples. Equal uncertainties count with the mean over their orders. Source: Geifman, Uziel and El-Yaniv
 * 2019.
 *
 * `riskCoverage` gives the curve, and `excessAurc` what is above the best area for these errors.
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
  return selectiveMetric('AURC', (state) => areaUnder(selectiveRisks(state)))
}
