import { type Fields, integer, oneOf, optional, type Read, withDefault } from '@thinned/schema'
import { checkClassPairs, checkSeen, type LabelBatch } from '../batches/batch.ts'
import type { Metric } from '../metric.ts'
import { MetricsError } from '../metrics-error.ts'
import { metricOptions } from '../options.ts'
import { weightedMean } from '../states/mean.ts'

/** For each class: true positives, predictions and labels. */
export interface ClassCounts {
  readonly truePositives: readonly number[]
  readonly predicted: readonly number[]
  readonly actual: readonly number[]
}

export interface ClassScoreOptions {
  /** How many there are, from 1 to 1,000,000; labels and predictions are integers from 0. */
  readonly classes: number
  /**
   * 'macro' (default): the mean over classes. 'weighted': the mean weighted by the labels of each class. 'micro': from the total counts, which
   * makes each of the three scores the accuracy. 'none': an array [classes].
   */
  readonly average?: 'macro' | 'weighted' | 'micro' | 'none'
  /** The score of this class alone, as for the positive class of two; instead of an average. */
  readonly positive?: number
  /**
   * The score 0/0 of a class that no example is predicted to be (precision), that no label is (recall) or neither (F1): 0 (default), 1, or
   * 'skip'. Skipped classes are left out of 'macro' and 'weighted', and are NaN alone.
   */
  readonly zeroDivision?: 0 | 1 | 'skip'
}

/** One number, or with `average: 'none'` one per class. */
export type ClassScore<Options extends ClassScoreOptions> = Options extends { readonly average: 'none' }
  ? readonly number[]
  : number

/** A score of a class as a fraction of its counts. */
export type Fraction = (
  truePositives: number,
  predicted: number,
  actual: number,
) => readonly [above: number, below: number]

const fields = {
  classes: integer({ from: 1, to: 1_000_000 }),
  average: optional(oneOf('macro', 'weighted', 'micro', 'none')),
  positive: optional(integer({ from: 0 })),
  zeroDivision: withDefault(oneOf<0 | 1 | 'skip'>(0, 1, 'skip'), 0),
} satisfies Fields<ClassScoreOptions>

/** What scikit-learn calls otherwise. */
const otherNames = { posLabel: 'positive', pos_label: 'positive' }

/** The metric of a score that is a fraction of the counts of a class. */
export function classScoreMetric<const Options extends ClassScoreOptions>(
  { caller, name = caller }: { readonly caller: string; readonly name?: string },
  fraction: Fraction,
  given: Options,
): Metric<ClassCounts, LabelBatch, ClassScore<Options>> {
  const options = metricOptions(caller, fields, otherNames)(given)
  checkPositive(caller, options)
  const zeros = (): number[] => new Array<number>(options.classes).fill(0)
  return {
    name,
    empty: () => ({ truePositives: zeros(), predicted: zeros(), actual: zeros() }),
    update: (state, batch) => {
      checkClassPairs(batch, options.classes)
      const [truePositives, predicted, actual] = [[...state.truePositives], [...state.predicted], [...state.actual]]
      for (let i = 0; i < batch.labels.length; i++) {
        const [prediction, label] = [batch.predicted[i]!, batch.labels[i]!]
        predicted[prediction]!++
        actual[label]!++
        if (prediction === label) truePositives[label]!++
      }
      return { truePositives, predicted, actual }
    },
    merge: (a, b) => ({
      truePositives: a.truePositives.map((count, c) => count + b.truePositives[c]!),
      predicted: a.predicted.map((count, c) => count + b.predicted[c]!),
      actual: a.actual.map((count, c) => count + b.actual[c]!),
    }),
    compute: (counts) => {
      checkSeen(name, total(counts.actual))
      return scoreOf(counts, fraction, options) as ClassScore<Options>
    },
  }
}

function scoreOf(counts: ClassCounts, fraction: Fraction, options: Read<typeof fields>): number | readonly number[] {
  const { average = 'macro', positive, zeroDivision } = options
  const divide = ([above, below]: readonly [number, number]): number =>
    below > 0 ? above / below : zeroDivision === 'skip' ? Number.NaN : zeroDivision
  if (average === 'micro')
    return divide(fraction(total(counts.truePositives), total(counts.predicted), total(counts.actual)))
  const scores = counts.truePositives.map((truePositives, c) =>
    divide(fraction(truePositives, counts.predicted[c]!, counts.actual[c]!)),
  )
  if (positive !== undefined) return scores[positive]!
  if (average === 'none') return scores
  return weightedMean(scores, average === 'macro' ? scores.map(() => 1) : counts.actual)
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0)

function checkPositive(caller: string, { classes, average, positive }: Read<typeof fields>): void {
  if (positive === undefined) return
  if (average !== undefined)
    throw new MetricsError(`${caller} was given both positive ${positive} and average '${average}'; give one of them.`)
  if (positive >= classes)
    throw new MetricsError(
      `${caller} was given positive ${positive}; with ${classes} classes it is an integer from 0 to ${classes - 1}.`,
    )
}
