import { foldIn, type Key, normal } from '@thinned/rng'
import type { RankingOptions, RankingScore } from '../../src/averages/ranking-score.ts'
import type { ProbabilityBatch } from '../../src/batches/batch.ts'
import type { Metric } from '../../src/metric.ts'
import type { ScoreState } from '../../src/states/scores.ts'
import { type MetricCase, type MetricCases, metricCase } from '../cases.ts'
import { probabilityBatch } from '../random-batches.ts'
import { refusedProbabilities } from '../refused-batches.ts'

type Make = <const Options extends RankingOptions>(
  options: Options,
) => Metric<ScoreState, ProbabilityBatch, RankingScore<Options>>

/** The cases of AUROC and average precision: two classes, more of them, and plain scores. */
export function rankingCases(make: Make): MetricCases {
  const ofClasses = (classes: number, options: RankingOptions): MetricCases[string] =>
    metricCase({
      metric: make(options),
      batch: probabilityBatch(classes),
      refused: refusedProbabilities,
    })
  return {
    'two classes': ofClasses(2, {}),
    macro: ofClasses(3, {}),
    weighted: ofClasses(3, { average: 'weighted' }),
    none: ofClasses(3, { average: 'none' }),
    'macro, absent skipped': ofClasses(3, { absent: 'skip' }),
    'weighted, absent skipped': ofClasses(3, { average: 'weighted', absent: 'skip' }),
    'none, absent skipped': ofClasses(3, { average: 'none', absent: 'skip' }),
    'plain scores': metricCase({ metric: make({}), batch: logits, refused: refusedLogits }),
  }
}

const logits = (key: Key, n: number): ProbabilityBatch => ({
  probabilities: normal(foldIn(key, 'scores'), n).map((z) => Math.round(4 * z) - 3),
  classes: 1,
  labels: Array.from(normal(foldIn(key, 'labels'), n), (z) => (z > 0.5 ? 1 : 0)),
})

const refusedLogits: MetricCase<ScoreState, ProbabilityBatch, number>['refused'] = [
  [{ probabilities: [Infinity], classes: 1, labels: [0] }, 'Score 0 is Infinity; scores are finite numbers.'],
  [{ probabilities: [0.5], classes: 1, labels: [2] }, 'Label 0 is 2; with 2 classes'],
  [
    { probabilities: [0.5, 1], classes: 1, labels: [0] },
    '1 labels of 1 classes need 1 probabilities, but 2 were given.',
  ],
]
