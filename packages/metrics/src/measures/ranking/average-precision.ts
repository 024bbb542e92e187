import { type RankingOptions, type RankingScore, rankingFields, rankingMetric } from '../../averages/ranking-score.ts'
import type { ProbabilityBatch } from '../../batches/batch.ts'
import type { Metric } from '../../metric.ts'
import { metricOptions } from '../../options.ts'
import type { Ranking, ScoreState } from '../../states/scores.ts'

const read = metricOptions('averagePrecision', rankingFields)

/**
 * Average precision: Σ (Rₖ − Rₖ₋₁) · Pₖ over the distinct scores from the highest down, with the precision Pₖ and the recall Rₖ of the examples
 * that score as high or higher; in (0, 1], where chance is the share of the class. Ties enter together. This is the area under the
 * precision-recall curve in steps, without interpolation (Davis and Goadrich 2006 give the reason).
 *
 * With two classes, the scores are the probabilities of class 1, told apart near 1 by those of class 0. With more, each class stands against the
 * rest, and the options say how to average. Logits, where the batch has them, rank in place of their probabilities, which round to ties. `classes: 1`
 * takes one column of any finite scores and labels 0 and 1.
 *
 * The state stores every score (n for two classes, n · classes for more) and every label: 8 bytes for each in memory, some 20 in JSON.
 *
 * @throws {MetricsError} on batches that cannot be, and where a class (of two, class 1) has no examples; see `absent`.
 *
 * @example
 * ```ts
 * import { averagePrecision, measure } from '@thinned/metrics'
 *
 * const batch = { probabilities: [0.9, 0.1, 0.6, 0.4, 0.65, 0.35, 0.2, 0.8], classes: 2, labels: [0, 0, 1, 1] }
 * console.log(measure(averagePrecision(), batch).toFixed(4)) // 0.8333
 * ```
 */
export function averagePrecision<const Options extends RankingOptions = RankingOptions>(
  options: Options = {} as Options,
): Metric<ScoreState, ProbabilityBatch, RankingScore<Options>> {
  return rankingMetric({ name: 'average precision', needs: 'positives', score: precisionOf }, read(options))
}

function precisionOf({ positives, negatives }: Ranking): number {
  let sum = 0
  let [hits, wrong] = [0, 0]
  while (hits < positives.length) {
    const score = positives[positives.length - 1 - hits]!
    const before = hits
    while (hits < positives.length && positives[positives.length - 1 - hits] === score) hits++
    while (wrong < negatives.length && negatives[negatives.length - 1 - wrong]! >= score) wrong++
    sum += ((hits - before) * hits) / (hits + wrong)
  }
  return sum / positives.length
}
