import { MetricsError } from '../metrics-error.ts'

/** Every score with its label: one score for each example, or with more than two classes one for each class. */
export interface StoredScores {
  readonly classes: number
  readonly scores: readonly number[]
  readonly labels: readonly number[]
}

/** Scores in order, in lists of falling length, so that many small batches cost at most n log n copies. */
export type ScoreState = readonly StoredScores[]

/** Appends scores; the new list joins all shorter lists before it. */
export function appendScores(state: ScoreState, more: StoredScores): ScoreState {
  if (more.labels.length === 0) return state
  const before = [...state]
  let last = more
  while (before.length > 0 && before.at(-1)!.labels.length <= last.labels.length) last = join(before.pop()!, last)
  if (before.length > 0) checkSameClasses(before.at(-1)!, last)
  return [...before, last]
}

function join(a: StoredScores, b: StoredScores): StoredScores {
  checkSameClasses(a, b)
  return { classes: a.classes, scores: a.scores.concat(b.scores), labels: a.labels.concat(b.labels) }
}

function checkSameClasses(a: StoredScores, b: StoredScores): void {
  if (a.classes !== b.classes)
    throw new MetricsError(
      `Scores of ${b.classes} classes were given after scores of ${a.classes}; all batches of a metric have the same classes.`,
    )
}

export const mergeScores = (a: ScoreState, b: ScoreState): ScoreState => b.reduce(appendScores, a)

/** The scores of a class for its examples and for all others, each rising. */
export interface Ranking {
  readonly positives: Float64Array
  readonly negatives: Float64Array
}

/** The scores in a column of `width`, by whether the label is the class. */
export function rankingOf(state: ScoreState, positive: number, column: number, width: number): Ranking {
  const positives: number[] = []
  const negatives: number[] = []
  for (const { scores, labels } of state) {
    for (let row = 0; row < labels.length; row++)
      (labels[row] === positive ? positives : negatives).push(scores[row * width + column]!)
  }
  return { positives: Float64Array.from(positives).sort(), negatives: Float64Array.from(negatives).sort() }
}
