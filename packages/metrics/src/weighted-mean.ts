/** The weighted mean of the scores that are numbers; NaN where none has weight. */
export function weightedMean(scores: readonly number[], weights: readonly number[]): number {
  let [sum, whole] = [0, 0]
  for (const [c, score] of scores.entries()) {
    if (Number.isNaN(score)) continue
    sum += weights[c]! * score
    whole += weights[c]!
  }
  return sum / whole
}
