import { type Fields, oneOf, withDefault } from '@thinned/schema'
import { checkProbabilities, checkSeen, type ProbabilityBatch } from '../batches/batch.ts'
import type { Metric } from '../metric.ts'
import { MetricsError } from '../metrics-error.ts'
import { binCount } from '../options.ts'
import { appendScores, mergeScores, type ScoreState } from '../states/scores.ts'
import {
  type Binning,
  type BinSums,
  binOfMass,
  binOfWidth,
  classScores,
  noSums,
  sumsOf,
  tiesOf,
  topScores,
} from './bins.ts'

export interface CalibrationErrorOptions {
  /** From 1 to 100,000. Default 15. */
  readonly bins?: number
  /**
   * 'width' (default): bins of equal width. 'mass': of equally many examples, as far as equal confidences, which stay in one bin, allow; the
   * state then stores every score.
   */
  readonly binning?: Binning
  /** 'top' (default): the most probable class of each example. 'classes': every class, its probability against whether it is the label. */
  readonly of?: 'top' | 'classes'
}

/** Sums of the bins, or with equal mass every score. */
export type CalibrationState = BinSums | ScoreState

/** How to read its options. */
export const calibrationFields: Fields<CalibrationErrorOptions, keyof CalibrationErrorOptions> = {
  bins: withDefault(binCount, 15),
  binning: withDefault<Binning>(oneOf('width', 'mass'), 'width'),
  of: withDefault<'top' | 'classes'>(oneOf('top', 'classes'), 'top'),
}

/** A metric of the bins of confidence; of classes, the bins of all of them. */
export function calibrationMetric(
  name: string,
  options: Required<CalibrationErrorOptions>,
  errorOf: (bins: BinSums) => number,
): Metric<CalibrationState, ProbabilityBatch, number> {
  return options.binning === 'mass' ? ofMass(name, options, errorOf) : ofWidth(name, options, errorOf)
}

type Make<State> = (
  name: string,
  options: Required<CalibrationErrorOptions>,
  errorOf: (bins: BinSums) => number,
) => Metric<State, ProbabilityBatch, number>

const ofWidth: Make<BinSums> = (name, { bins, of }, errorOf) => ({
  name,
  empty: () => noSums(of === 'top' ? bins : 0),
  update: (state, batch) => {
    checkProbabilities(batch)
    const { classes: columns, scores, labels } = of === 'top' ? topScores(batch) : classScores(batch)
    const { counts, right, confidence } = added(name, state, noSums(columns * bins))
    for (const [i, score] of scores.entries()) {
      const column = i % columns
      const bin = column * bins + binOfWidth(score, bins)
      counts[bin]!++
      confidence[bin]! += score
      const label = labels[Math.floor(i / columns)]!
      right[bin]! += of === 'top' ? label : Number(label === column)
    }
    return { counts, right, confidence }
  },
  merge: (a, b) => added(name, a, b),
  compute: (sums) => {
    checkSeen(name, examplesOf(sums))
    return errorOf(sums)
  },
})

const ofMass: Make<ScoreState> = (name, { bins, of }, errorOf) => ({
  name,
  empty: () => [],
  update: (state, batch) => {
    checkProbabilities(batch)
    return appendScores(state, of === 'top' ? topScores(batch) : classScores(batch))
  },
  merge: mergeScores,
  compute: (state) => {
    checkSeen(name, state.length)
    const columns = state[0]!.classes
    const count = state.reduce((sum, { labels }) => sum + labels.length, 0)
    const sums = Array.from({ length: columns }, (_, column) => {
      const ties = tiesOf(state, of === 'top' ? 1 : column, column, columns)
      return sumsOf(ties, bins, (tie) => binOfMass(tie, count, bins))
    })
    return errorOf({
      counts: sums.flatMap(({ counts }) => counts),
      right: sums.flatMap(({ right }) => right),
      confidence: sums.flatMap(({ confidence }) => confidence),
    })
  },
})

/** How many examples the bins have; of classes, each as often as there are classes. */
export const examplesOf = ({ counts }: BinSums): number => counts.reduce((sum, count) => sum + count, 0)

function added(name: string, a: BinSums, b: BinSums): ReturnType<typeof noSums> {
  const [before, more] = [a.counts.length, b.counts.length]
  if (before > 0 && more > 0 && before !== more)
    throw new MetricsError(
      `${name} was given ${more} bins after ${before}; all batches of a metric have the same classes, and all states the same bins.`,
    )
  const add = (one: readonly number[], other: readonly number[]): number[] =>
    before === 0 ? [...other] : one.map((value, bin) => value + (other[bin] ?? 0))
  return {
    counts: add(a.counts, b.counts),
    right: add(a.right, b.right),
    confidence: add(a.confidence, b.confidence),
  }
}
