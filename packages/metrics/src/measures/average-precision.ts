import type { ProbabilityBatch } from '../batch.ts'
import type { Ranking, ScoreState } from '../kept-scores.ts'
import { measure } from '../measure.ts'
import type { Metric } from '../metric.ts'
import { type RankingOptions, type RankingScore, rankingMetric } from '../ranking-score.ts'

/**
 * Average precision, gathered: Σ (Rₖ − Rₖ₋₁) · Pₖ over the distinct scores from the highest down, with precision P and recall R of all
 * examples that score as high or higher, so that ties enter together; in (0, 1], where chance is the share of the class. It is the area
 * under the precision-recall curve in steps, without interpolation (Davis and Goadrich 2006 on why).
 *
 * Two classes: the scores are the probabilities of class 1. More: each class against the rest, averaged as the options say. `classes: 1`
 * takes one column of any finite scores (logits, which do not saturate into ties) and labels 0 and 1.
 *
 * The state keeps every score (n for two classes, n · classes for more) and every label: 8 bytes for each in memory, and some 20 in JSON.
 *
 * @throws {MetricsError} on batches that cannot be, and where a class (of two, class 1) has no examples; see `absent`.
 *
 * @example
 * ```ts
 * import { averagePrecisionMetric, measure } from '@thinned/metrics'
 *
 * const logits = [-2, 0.5, 1, 3]
 * const batch = { probabilities: logits, classes: 1, labels: [0, 1, 0, 1] }
 * console.log(measure(averagePrecisionMetric(), batch).toFixed(4)) // 0.8333
 * ```
 */
export function averagePrecisionMetric<const Options extends RankingOptions = RankingOptions>(
  options: Options = {} as Options,
): Metric<ScoreState, ProbabilityBatch, RankingScore<Options>> {
  return rankingMetric({ name: 'average precision', needs: 'positives', score: precisionOf }, options)
}

/**
 * Average precision of probabilities [n, classes], row-major, against labels [n]; in (0, 1], ties enter together. See
 * `averagePrecisionMetric`.
 *
 * @throws {MetricsError} on input that cannot be, and where a class (of two, class 1) has no examples; see `absent`.
 *
 * @example
 * ```ts
 * import { averagePrecision } from '@thinned/metrics'
 *
 * const probabilities = [0.9, 0.1, 0.6, 0.4, 0.65, 0.35, 0.2, 0.8]
 * console.log(averagePrecision(probabilities, 2, [0, 0, 1, 1]).toFixed(4)) // 0.8333
 * ```
 */
export function averagePrecision<const Options extends RankingOptions = RankingOptions>(
  probabilities: ArrayLike<number>,
  classes: number,
  labels: ArrayLike<number>,
  options: Options = {} as Options,
): RankingScore<Options> {
  return measure(averagePrecisionMetric(options), { probabilities, classes, labels })
}

function precisionOf({ positives, negatives }: Ranking): number {
  let sum = 0
  let [found, wrong] = [0, 0]
  while (found < positives.length) {
    const score = positives[positives.length - 1 - found]!
    const before = found
    while (found < positives.length && positives[positives.length - 1 - found] === score) found++
    while (wrong < negatives.length && negatives[negatives.length - 1 - wrong]! >= score) wrong++
    sum += ((found - before) * found) / (found + wrong)
  }
  return sum / positives.length
}
