import type { Metric } from '../../src/metric.ts'
import type { UncertaintyBatch } from '../../src/selective/risks.ts'
import type { ScoreState } from '../../src/states/scores.ts'
import { type MetricCases, metricCase } from '../cases.ts'
import { labelBatch } from '../random-batches.ts'
import { refusedPairs } from '../refused-batches.ts'

/** The case of a measure of uncertainties. */
export const selectiveCase = (metric: Metric<ScoreState, UncertaintyBatch, unknown>): MetricCases[string] =>
  metricCase({
    metric,
    // Predictions of four classes are uncertainties with many ties.
    batch: (key, n) => ({ ...labelBatch(2)(key, n), uncertainty: labelBatch(4)(key, n).predicted }),
    refused: [
      ...refusedPairs.map(([batch, says]) => [{ ...batch, uncertainty: batch.labels }, says] as const),
      [
        { predicted: [1], labels: [1], uncertainty: [] },
        '0 uncertainties were given for 1 labels; there is one for each.',
      ],
      [
        { predicted: [1], labels: [1], uncertainty: [Number.NaN] },
        'Uncertainty 0 is NaN; a number from −1e150 to 1e150 can be measured.',
      ],
    ],
  })
