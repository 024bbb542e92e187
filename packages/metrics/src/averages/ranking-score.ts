import { type Fields, oneOf, type Read, withDefault } from '@thinned/schema'
import { checkColumns, checkLabel, checkProbabilities, checkSeen, type ProbabilityBatch } from '../batches/batch.ts'
import { logOdds } from '../batches/logits.ts'
import type { Metric } from '../metric.ts'
import { MetricsError } from '../metrics-error.ts'
import { weightedMean } from '../states/mean.ts'
import {
  appendScores,
  mergeScores,
  type Ranking,
  rankingOf,
  type ScoreState,
  type StoredScores,
} from '../states/scores.ts'

export interface RankingOptions {
  /**
   * With more than two classes, each stands against the rest. 'macro' (default): the mean over classes. 'weighted': the mean weighted by the
   * labels of each class. 'none': an array [classes].
   */
  readonly average?: 'macro' | 'weighted' | 'none'
  /** A class without the examples that its score needs: 'refuse' (default), or 'skip' (not in the average, NaN in the array). */
  readonly absent?: 'refuse' | 'skip'
}

/** One number, or with `average: 'none'` one per class. */
export type RankingScore<Options extends RankingOptions> = Options extends { readonly average: 'none' }
  ? readonly number[]
  : number

/** How to read its options. */
export const rankingFields: Fields<RankingOptions, keyof RankingOptions> = {
  average: withDefault(oneOf('macro', 'weighted', 'none'), 'macro'),
  absent: withDefault(oneOf('refuse', 'skip'), 'refuse'),
}

/** A measure of a ranking; undefined where the ranking has not the examples that it `needs`. */
export interface RankingRule {
  readonly name: string
  readonly needs: 'both' | 'positives'
  readonly score: (ranking: Ranking) => number
}

/** The metric of a rule, for two classes or one against the rest. */
export function rankingMetric<const Options extends RankingOptions>(
  rule: RankingRule,
  options: Read<typeof rankingFields>,
): Metric<ScoreState, ProbabilityBatch, RankingScore<Options>> {
  return {
    name: rule.name,
    empty: () => [],
    update: (state, batch) => appendScores(state, scoresOf(batch)),
    merge: mergeScores,
    compute: (state) => {
      const [first] = state
      checkSeen(rule.name, first ? 1 : 0)
      if (first!.classes <= 2) return ofTwo(rule, state, options) as RankingScore<Options>
      return oneAgainstRest(rule, state, first!.classes, options) as RankingScore<Options>
    },
  }
}

/** The log-odds of class 1 where there are two classes, of every class where there are more. */
function scoresOf(batch: ProbabilityBatch): StoredScores {
  const { probabilities, classes, labels } = batch
  if (classes === 1) {
    checkPlainScores(batch)
    return { classes, scores: Array.from(probabilities), labels: Array.from(labels) }
  }
  checkProbabilities(batch)
  const scores = Array.from(labels, (_, row) => (classes === 2 ? logOdds(batch, row)[1]! : logOdds(batch, row))).flat()
  return { classes, scores, labels: Array.from(labels) }
}

function ofTwo(rule: RankingRule, state: ScoreState, { average }: Read<typeof rankingFields>): number {
  if (average === 'none')
    throw new MetricsError(`${rule.name} of two classes is one number; average: 'none' takes more than two.`)
  const ranking = rankingOf(state, 1, 0, 1)
  if (isDefined(rule, ranking)) return rule.score(ranking)
  const missing = ranking.positives.length === 0 ? 'positive (class 1)' : 'negative (class 0)'
  throw new MetricsError(`${rule.name} is not defined without ${missing} examples, and none was seen.`)
}

function oneAgainstRest(
  rule: RankingRule,
  state: ScoreState,
  classes: number,
  options: Read<typeof rankingFields>,
): number | readonly number[] {
  const { average, absent } = options
  const counts: number[] = []
  const scores: number[] = []
  for (let c = 0; c < classes; c++) {
    const ranking = rankingOf(state, c, c, classes)
    const defined = isDefined(rule, ranking)
    if (!defined && absent === 'refuse')
      throw new MetricsError(
        `${rule.name} is not defined for class ${c} without examples ${ranking.positives.length === 0 ? 'of it' : 'of others'}; leave it out with { absent: 'skip' }, or measure more examples.`,
      )
    counts.push(ranking.positives.length)
    scores.push(defined ? rule.score(ranking) : Number.NaN)
  }
  if (average === 'none') return scores
  const mean = weightedMean(scores, average === 'macro' ? scores.map(() => 1) : counts)
  if (Number.isNaN(mean)) throw new MetricsError(`${rule.name} is not defined for any class of the examples seen.`)
  return mean
}

const isDefined = ({ needs }: RankingRule, { positives, negatives }: Ranking): boolean =>
  positives.length > 0 && (needs === 'positives' || negatives.length > 0)

/** One column, of class 1 against class 0: any numbers that rank the examples. */
function checkPlainScores(batch: ProbabilityBatch): void {
  checkColumns(batch)
  for (let row = 0; row < batch.labels.length; row++) {
    checkLabel(batch.labels[row]!, row, 2)
    if (!Number.isFinite(batch.probabilities[row]))
      throw new MetricsError(`Score ${row} is ${batch.probabilities[row]}; scores are finite numbers.`)
  }
}
