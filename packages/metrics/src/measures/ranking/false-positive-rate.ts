import { type Fields, number, withDefault } from '@thinned/schema'
import { type RankingOptions, type RankingScore, rankingFields, rankingMetric } from '../../averages/ranking-score.ts'
import type { ProbabilityBatch } from '../../batches/batch.ts'
import type { Metric } from '../../metric.ts'
import { metricOptions } from '../../options.ts'
import type { Ranking, ScoreState } from '../../states/scores.ts'

export interface FalsePositiveRateOptions extends RankingOptions {
  /** The share of the positives that must be found, in (0, 1]. Default 0.95. */
  readonly truePositiveRate?: number
}

const read = metricOptions(
  'falsePositiveRate',
  {
    ...rankingFields,
    truePositiveRate: withDefault(number({ above: 0, to: 1 }, ', such as 0.95'), 0.95),
  } satisfies Fields<FalsePositiveRateOptions>,
  { tpr: 'truePositiveRate', recall: 'truePositiveRate', at: 'truePositiveRate' },
)

/**
 * The false positive rate at a true positive rate of 95 % (FPR95): the share of the negatives above the highest threshold that finds at least
 * 95 % of the positives; in [0, 1], lower is better, and chance is 0.95. Equal scores are above a threshold together: where all scores are equal, the rate
 * is 1. Nothing is interpolated. It is `fpr[argmax(tpr >= 0.95)]` of scikit-learn's `roc_curve` with all its points (`drop_intermediate=False`).
 *
 * Which examples are the positives matters, unlike for AUROC. To detect foreign data, the literature takes the model's own data as positives (label 1) and
 * a confidence as their score (Liang et al. 2018): how much foreign data passes where 95 % of the own does.
 *
 * Two classes, more of them, logits and `classes: 1`, a column of any finite scores, are as for `auroc`.
 *
 * The state stores every score (n for two classes, n · classes for more) and every label: 8 bytes for each in memory, some 20 in JSON.
 *
 * @throws {MetricsError} on options that cannot be, on batches that cannot be, and where a class (or, of two, either) has no examples; see `absent`.
 *
 * @example
 * ```ts
 * import { falsePositiveRate, measure } from '@thinned/metrics'
 *
 * const confidence = [0.9, 0.8, 0.7, 0.6, 0.85, 0.5, 0.4, 0.3]
 * const batch = { probabilities: confidence, classes: 1, labels: [1, 1, 1, 1, 0, 0, 0, 0] }
 * console.log(measure(falsePositiveRate(), batch)) // 0.25
 * console.log(measure(falsePositiveRate({ truePositiveRate: 0.25 }), batch)) // 0
 * ```
 */
export function falsePositiveRate<const Options extends FalsePositiveRateOptions = FalsePositiveRateOptions>(
  options: Options = {} as Options,
): Metric<ScoreState, ProbabilityBatch, RankingScore<Options>> {
  const { truePositiveRate, ...ranking } = read(options)
  const score = (of: Ranking): number => rateAt(of, truePositiveRate)
  return rankingMetric({ name: 'false positive rate', needs: 'both', score }, ranking)
}

function rateAt({ positives, negatives }: Ranking, truePositiveRate: number): number {
  const count = positives.length
  let found = 1
  while (found / count < truePositiveRate) found++
  const threshold = positives[count - found]!
  let wrong = 0
  while (wrong < negatives.length && negatives[negatives.length - 1 - wrong]! >= threshold) wrong++
  return wrong / negatives.length
}
