import { checkNone } from '../../check-arguments.ts'
import type { Metric } from '../../metric.ts'
import { areaUnder, selectiveMetric, selectiveRisks, type UncertaintyBatch } from '../../selective/risks.ts'
import type { ScoreState } from '../../states/scores.ts'

/**
 * The excess AURC (E-AURC): `aurc` minus the smallest that the same errors allow, that of an uncertainty that ranks every error above every right
 * prediction; from 0, lower is better. It compares uncertainties of models with different errors. The smallest area is exact for n
 * examples, not its limit ε + (1 − ε) ln(1 − ε), so that a perfect uncertainty gives 0. Source: Geifman, Uziel and El-Yaniv 2019.
 *
 * The state is that of `aurc`: it stores every uncertainty.
 *
 * @throws {MetricsError} as `aurc`.
 *
 * @example
 * ```ts
 * import { excessAurc, measure } from '@thinned/metrics'
 *
 * const [predicted, labels] = [[0, 1, 0, 0], [0, 1, 1, 0]]
 * console.log(measure(excessAurc(), { uncertainty: [0.1, 0.2, 0.9, 0.3], predicted, labels })) // 0
 * console.log(measure(excessAurc(), { uncertainty: [0.1, 0.9, 0.2, 0.3], predicted, labels }).toFixed(4)) // 0.2083
 * ```
 */
export function excessAurc(...none: []): Metric<ScoreState, UncertaintyBatch, number> {
  checkNone('excessAurc', none)
  return selectiveMetric('excess AURC', (state) => {
    const perfect = state.map((stored) => ({ ...stored, scores: stored.labels }))
    return areaUnder(selectiveRisks(state)) - areaUnder(selectiveRisks(perfect))
  })
}
