import type { ProbabilityBatch } from '../batch.ts'
import type { Ranking, ScoreState } from '../kept-scores.ts'
import { measure } from '../measure.ts'
import type { Metric } from '../metric.ts'
import { type RankingOptions, type RankingScore, rankingMetric } from '../ranking-score.ts'

/**
 * The area under the ROC curve, gathered: the chance that an example of the class scores higher than one of another, ties counting
 * half, in [0, 1]; 0.5 is chance. The statistic of Mann and Whitney over the product of the two numbers (Hanley and McNeil 1982), exact.
 *
 * Two classes: the scores are the probabilities of class 1. More: each class against the rest, averaged as the options say. `classes: 1`
 * takes one column of any finite scores (logits, which do not saturate into ties) and labels 0 and 1.
 *
 * The state keeps every score (n for two classes, n · classes for more) and every label: 8 bytes for each in memory, and some 20 in JSON.
 *
 * @throws {MetricsError} on batches that cannot be, and where a class (or, of two, either) has no examples; see `absent`.
 *
 * @example
 * ```ts
 * import { aurocMetric, measure } from '@thinned/metrics'
 *
 * const logits = [-2, 0.5, 1, 3]
 * console.log(measure(aurocMetric(), { probabilities: logits, classes: 1, labels: [0, 1, 0, 1] })) // 0.75
 * ```
 */
export function aurocMetric<const Options extends RankingOptions = RankingOptions>(
  options: Options = {} as Options,
): Metric<ScoreState, ProbabilityBatch, RankingScore<Options>> {
  return rankingMetric({ name: 'AUROC', needs: 'both', score: areaOf }, options)
}

/**
 * The area under the ROC curve of probabilities [n, classes], row-major, against labels [n]; in [0, 1], ties count half. See `aurocMetric`.
 *
 * @throws {MetricsError} on input that cannot be, and where a class (or, of two, either) has no examples; see `absent`.
 *
 * @example
 * ```ts
 * import { auroc } from '@thinned/metrics'
 *
 * const probabilities = [0.9, 0.1, 0.6, 0.4, 0.65, 0.35, 0.2, 0.8]
 * console.log(auroc(probabilities, 2, [0, 0, 1, 1])) // 0.75
 * ```
 */
export function auroc<const Options extends RankingOptions = RankingOptions>(
  probabilities: ArrayLike<number>,
  classes: number,
  labels: ArrayLike<number>,
  options: Options = {} as Options,
): RankingScore<Options> {
  return measure(aurocMetric(options), { probabilities, classes, labels })
}

/** Pairs that are ranked right, ties half, over all pairs. Whole and half numbers, so nothing is rounded before the division. */
function areaOf({ positives, negatives }: Ranking): number {
  let [below, upTo, right] = [0, 0, 0]
  for (const score of positives) {
    while (below < negatives.length && negatives[below]! < score) below++
    while (upTo < negatives.length && negatives[upTo]! <= score) upTo++
    right += (below + upTo) / 2
  }
  return right / (positives.length * negatives.length)
}
