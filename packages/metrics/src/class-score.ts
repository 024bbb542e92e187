import { checkClasses, checkClassPairs, checkSeen, type LabelBatch } from './batch.ts'
import type { Metric } from './metric.ts'
import { MetricsError } from './metrics-error.ts'
import { weightedMean } from './weighted-mean.ts'

/** Per class: how often it was predicted and right, predicted, and true. */
export interface ClassCounts {
  readonly hits: readonly number[]
  readonly predicted: readonly number[]
  readonly actual: readonly number[]
}

export interface ClassScoreOptions {
  /** How many there are; labels and predictions are integers from 0. */
  readonly classes: number
  /**
   * 'macro' (default): the mean over classes. 'weighted': the same, each class with its share of the labels. 'micro': from the counts of
   * all classes together, where each of the three scores is the accuracy. 'none': each class, an array [classes].
   */
  readonly average?: 'macro' | 'weighted' | 'micro' | 'none'
  /** The score of this class alone, as for the positive class of two; instead of an average. */
  readonly positive?: number
  /**
   * What 0/0 counts as, the score of a class that is never predicted (precision), never true (recall) or neither (F1): 0 (default), 1,
   * or 'skip', which leaves it out of 'macro' and 'weighted' and is NaN where it stands alone.
   */
  readonly zeroDivision?: 0 | 1 | 'skip'
}

/** One number, or with `average: 'none'` one per class. */
export type ClassScore<Options extends ClassScoreOptions> = Options extends { readonly average: 'none' }
  ? readonly number[]
  : number

/** A score of a class as a fraction of its counts. */
export type Fraction = (hits: number, predicted: number, actual: number) => readonly [above: number, below: number]

const AVERAGES: readonly unknown[] = ['macro', 'weighted', 'micro', 'none']
const ZERO_DIVISIONS: readonly unknown[] = [0, 1, 'skip']

/** The metric of a score that is a fraction of the counts of a class. */
export function classScoreMetric<const Options extends ClassScoreOptions>(
  name: string,
  fraction: Fraction,
  options: Options,
): Metric<ClassCounts, LabelBatch, ClassScore<Options>> {
  checkOptions(name, options)
  const nothing = (): number[] => new Array<number>(options.classes).fill(0)
  return {
    name,
    empty: () => ({ hits: nothing(), predicted: nothing(), actual: nothing() }),
    update: (state, batch) => {
      checkClassPairs(batch, options.classes)
      const [hits, predicted, actual] = [[...state.hits], [...state.predicted], [...state.actual]]
      for (let i = 0; i < batch.labels.length; i++) {
        const [guess, truth] = [batch.predicted[i]!, batch.labels[i]!]
        predicted[guess]!++
        actual[truth]!++
        if (guess === truth) hits[truth]!++
      }
      return { hits, predicted, actual }
    },
    merge: (a, b) => ({
      hits: a.hits.map((count, c) => count + b.hits[c]!),
      predicted: a.predicted.map((count, c) => count + b.predicted[c]!),
      actual: a.actual.map((count, c) => count + b.actual[c]!),
    }),
    compute: (counts) => {
      checkSeen(name, total(counts.actual))
      return scoreOf(counts, fraction, options) as ClassScore<Options>
    },
  }
}

function scoreOf(counts: ClassCounts, fraction: Fraction, options: ClassScoreOptions): number | readonly number[] {
  const { average = 'macro', positive, zeroDivision = 0 } = options
  const divided = ([above, below]: readonly [number, number]): number =>
    below > 0 ? above / below : zeroDivision === 'skip' ? Number.NaN : zeroDivision
  if (average === 'micro') return divided(fraction(total(counts.hits), total(counts.predicted), total(counts.actual)))
  const scores = counts.hits.map((hits, c) => divided(fraction(hits, counts.predicted[c]!, counts.actual[c]!)))
  if (positive !== undefined) return scores[positive]!
  if (average === 'none') return scores
  return weightedMean(scores, average === 'macro' ? scores.map(() => 1) : counts.actual)
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0)

function checkOptions(name: string, { classes, average, positive, zeroDivision = 0 }: ClassScoreOptions): void {
  checkClasses(classes)
  if (average !== undefined && !AVERAGES.includes(average))
    throw new MetricsError(
      `${name} was given the average ${JSON.stringify(average)}; it is 'macro', 'weighted', 'micro' or 'none'.`,
    )
  if (!ZERO_DIVISIONS.includes(zeroDivision))
    throw new MetricsError(`${name} was given zeroDivision ${JSON.stringify(zeroDivision)}; it is 0, 1 or 'skip'.`)
  if (positive === undefined) return
  if (average !== undefined)
    throw new MetricsError(`${name} was given both positive ${positive} and average '${average}'; give one of them.`)
  if (!Number.isInteger(positive) || positive < 0 || positive >= classes)
    throw new MetricsError(
      `${name} was given positive ${positive}; with ${classes} classes it is an integer from 0 to ${classes - 1}.`,
    )
}
