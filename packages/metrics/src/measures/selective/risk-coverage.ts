import { checkNone } from '../../check-arguments.ts'
import type { Metric } from '../../metric.ts'
import { selectiveMetric, selectiveRisks, type UncertaintyBatch } from '../../selective/risks.ts'
import type { ScoreState } from '../../states/scores.ts'

/** The curve, one point for each k from 1 to n: what a model does that answers where it is least uncertain. */
export interface RiskCoverageCurve {
  /** k / n, the share of examples that are answered; rising to 1. */
  readonly coverage: Float64Array
  /** The error among the answers. */
  readonly risk: Float64Array
  /** The largest uncertainty among the answers. */
  readonly uncertainty: Float64Array
}

/**
 * The risk-coverage curve: for every k from 1 to n, the error among the k least uncertain predictions. Its mean is `aurc`, to the last bit.
 * Equal uncertainties have the mean over their orders, as if lots were drawn among them; a threshold answers all of them or none, and
 * reaches the last of the points with one uncertainty. Sources: El-Yaniv and Wiener 2010; Geifman and El-Yaniv 2017.
 *
 * The state is that of `aurc`: it stores every uncertainty.
 *
 * @throws {MetricsError} as `aurc`.
 *
 * @example
 * ```ts
 * import { measure, riskCoverage } from '@thinned/metrics'
 *
 * const batch = { uncertainty: [0.1, 0.3, 0.2, 0.3], predicted: [0, 1, 1, 0], labels: [0, 1, 1, 1] }
 * const { coverage, risk, uncertainty } = measure(riskCoverage(), batch)
 * console.log(coverage) // Float64Array(4) [ 0.25, 0.5, 0.75, 1 ]
 * console.log(risk) // Float64Array(4) [ 0, 0, 0.16666666666666666, 0.25 ]
 * console.log(uncertainty) // Float64Array(4) [ 0.1, 0.2, 0.3, 0.3 ]
 * ```
 */
export function riskCoverage(...none: []): Metric<ScoreState, UncertaintyBatch, RiskCoverageCurve> {
  checkNone('riskCoverage', none)
  return selectiveMetric('risk-coverage curve', (state) => {
    const { levels, risks } = selectiveRisks(state)
    return { coverage: risks.map((_, i) => (i + 1) / risks.length), risk: risks, uncertainty: levels }
  })
}
