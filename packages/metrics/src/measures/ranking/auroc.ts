import { type RankingOptions, type RankingScore, rankingFields, rankingMetric } from '../../averages/ranking-score.ts'
import type { ProbabilityBatch } from '../../batches/batch.ts'
import type { Metric } from '../../metric.ts'
import { metricOptions } from '../../options.ts'
import type { Ranking, ScoreState } from '../../states/scores.ts'

const read = metricOptions('auroc', rankingFields)

/**
 * The area under the ROC curve: the probability that an example of a class scores higher than an example of another, ties counting half;
 * in [0, 1], where 0.5 is chance. The statistic of Mann and Whitney over the product of the two counts (Hanley and McNeil 1982), exact.
 *
 * With two classes, the scores are the probabilities of class 1, told apart near 1 by those of class 0. With more, each class stands against the
 * rest, and the options say how to average. Logits, where the batch has them, rank in place of their probabilities, which round to ties. `classes: 1`
 * takes one column of any finite scores (logits, which do not saturate into ties) and labels 0 and 1.
 *
 * The state stores every score (n for two classes, n · classes for more) and every label: 8 bytes for each in memory, some 20 in JSON.
 *
 * @throws {MetricsError} on batches that cannot be, and where a class (or, of two, either) has no examples; see `absent`.
 *
 * @example
 * ```ts
 * import { auroc, measure } from '@thinned/metrics'
 *
 * const logits = [-2, 0.5, 1, 3]
 * console.log(measure(auroc(), { probabilities: logits, classes: 1, labels: [0, 1, 0, 1] })) // 0.75
 * ```
 */
export function auroc<const Options extends RankingOptions = RankingOptions>(
  options: Options = {} as Options,
): Metric<ScoreState, ProbabilityBatch, RankingScore<Options>> {
  return rankingMetric({ name: 'AUROC', needs: 'both', score: areaOf }, read(options))
}

/** Correctly ranked pairs, ties half, over all pairs. The counts are exact, so that only the division rounds. */
function areaOf({ positives, negatives }: Ranking): number {
  let [below, upTo, right] = [0, 0, 0]
  for (const score of positives) {
    while (below < negatives.length && negatives[below]! < score) below++
    while (upTo < negatives.length && negatives[upTo]! <= score) upTo++
    right += (below + upTo) / 2
  }
  return right / (positives.length * negatives.length)
}
