import type { ProbabilityBatch } from '../batches/batch.ts'
import { mostProbable } from '../batches/most-probable.ts'
import { rankingOf, type ScoreState, type StoredScores } from '../states/scores.ts'

/** How scores are divided into bins of neighbors: of equal width, or of equally many examples. */
export type Binning = 'width' | 'mass'

/** Per bin: how many examples, how many right, and the sum of their confidences. Of several classes, the bins of each follow one another. */
export interface BinSums {
  readonly counts: readonly number[]
  readonly right: readonly number[]
  readonly confidence: readonly number[]
}

/** Of the most probable classes: their probabilities, and 1 for each that is right. */
export function topScores({ probabilities, logits, classes, labels }: ProbabilityBatch): StoredScores {
  const predicted = mostProbable(logits ?? probabilities, classes)
  const scores = Array.from(predicted, (c, row) => Math.min(probabilities[row * classes + c]!, 1))
  return { classes: 1, scores, labels: Array.from(predicted, (c, row) => (c === labels[row] ? 1 : 0)) }
}

/** Of every class: its probabilities, and the labels. */
export function classScores({ probabilities, classes, labels }: ProbabilityBatch): StoredScores {
  return { classes, scores: Array.from(probabilities, (p) => Math.min(p, 1)), labels: Array.from(labels) }
}

/** Bins of equal width: each holds its upper edge, and the first holds 0. */
export const binOfWidth = (score: number, bins: number): number => Math.max(Math.ceil(score * bins) - 1, 0)

/** A distinct score, how many examples have it, how many of these are right, and how many have a lower one. */
export interface Tie {
  readonly score: number
  readonly count: number
  readonly right: number
  readonly below: number
}

/** The distinct scores of a column, rising. `positive` is the label that is right. */
export function tiesOf(state: ScoreState, positive: number, column: number, width: number): readonly Tie[] {
  const { positives, negatives } = rankingOf(state, positive, column, width)
  const ties: Tie[] = []
  for (let [p, n] = [0, 0]; p < positives.length || n < negatives.length; ) {
    const score = Math.min(positives[p] ?? Infinity, negatives[n] ?? Infinity)
    const below = p + n
    const firstRight = p
    while (positives[p] === score) p++
    while (negatives[n] === score) n++
    ties.push({ score, count: p + n - below, right: p - firstRight, below })
  }
  return ties
}

/** Bins of equal mass: the example with i of n below it falls into bin ⌊i · bins / n⌋. Equal scores stay together, so that bins can be empty. */
export const binOfMass = ({ below }: Tie, count: number, bins: number): number => Math.floor((below * bins) / count)

export function noSums(bins: number): { [name in keyof BinSums]: number[] } {
  const zeros = () => new Array<number>(bins).fill(0)
  return { counts: zeros(), right: zeros(), confidence: zeros() }
}

/** The sums of bins into which ties fall. */
export function sumsOf(ties: readonly Tie[], bins: number, binOf: (tie: Tie) => number): BinSums {
  const { counts, right, confidence } = noSums(bins)
  for (const tie of ties) {
    const bin = binOf(tie)
    counts[bin]! += tie.count
    right[bin]! += tie.right
    confidence[bin]! += tie.count * tie.score
  }
  return { counts, right, confidence }
}
