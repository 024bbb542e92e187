import { MetricsError } from './metrics-error.ts'

/** Every score that was seen, exactly, with its label: one for each example, or where there are more than two classes one per class. */
export interface KeptScores {
  readonly classes: number
  readonly scores: readonly number[]
  readonly labels: readonly number[]
}

/** Scores in order, in lists each longer than the next: so many small batches cost no more than n log n copies. */
export type ScoreState = readonly KeptScores[]

/** A list at the end joins those before it that are no longer. */
export function keepScores(state: ScoreState, more: KeptScores): ScoreState {
  if (more.labels.length === 0) return state
  const before = [...state]
  let last = more
  while (before.length > 0 && before.at(-1)!.labels.length <= last.labels.length) last = joined(before.pop()!, last)
  if (before.length > 0) checkSameClasses(before.at(-1)!, last)
  return [...before, last]
}

function joined(a: KeptScores, b: KeptScores): KeptScores {
  checkSameClasses(a, b)
  return { classes: a.classes, scores: a.scores.concat(b.scores), labels: a.labels.concat(b.labels) }
}

function checkSameClasses(a: KeptScores, b: KeptScores): void {
  if (a.classes !== b.classes)
    throw new MetricsError(
      `Scores of ${b.classes} classes were given after scores of ${a.classes}; all batches of a metric have the same classes.`,
    )
}

export const mergeScores = (a: ScoreState, b: ScoreState): ScoreState => b.reduce(keepScores, a)

/** The scores of a class for its own examples and for all others, each rising. */
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
