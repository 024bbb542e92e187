import { checkSeen, checkTargets, type TargetBatch } from '../batches/batch.ts'
import type { Metric } from '../metric.ts'

/** A sum and the number of its terms. */
export interface MeanState {
  readonly sum: number
  readonly count: number
}

export const mergeMeans = (a: MeanState, b: MeanState): MeanState => ({ sum: a.sum + b.sum, count: a.count + b.count })

/** The metric `transform(mean of cost(prediction − target))`. A sum in float64, in the order of the examples. */
export function meanErrorMetric(
  name: string,
  cost: (error: number) => number,
  transform: (mean: number) => number = (mean) => mean,
): Metric<MeanState, TargetBatch, number> {
  return {
    name,
    empty: () => ({ sum: 0, count: 0 }),
    update: (state, batch) => {
      checkTargets(batch)
      let sum = state.sum
      for (let i = 0; i < batch.targets.length; i++) sum += cost(batch.predicted[i]! - batch.targets[i]!)
      return { sum, count: state.count + batch.targets.length }
    },
    merge: mergeMeans,
    compute: ({ sum, count }) => {
      checkSeen(name, count)
      return transform(sum / count)
    },
  }
}

/** The weighted mean of the scores, without those that are NaN; NaN where no score has weight. */
export function weightedMean(scores: readonly number[], weights: readonly number[]): number {
  let [sum, totalWeight] = [0, 0]
  for (const [c, score] of scores.entries()) {
    if (Number.isNaN(score)) continue
    sum += weights[c]! * score
    totalWeight += weights[c]!
  }
  return sum / totalWeight
}
