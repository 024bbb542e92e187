import { checkSeen, checkTargets, type TargetBatch } from '../batches/batch.ts'
import type { Metric } from '../metric.ts'

/** A sum and the number of its terms. */
export interface MeanState {
  readonly sum: number
  readonly count: number
}

export const mergeMeans = (a: MeanState, b: MeanState): MeanState => ({ sum: a.sum + b.sum, count: a.count + b.count })

/** The examples of a batch, and the term of each. */
export interface Terms {
  readonly count: number
  termOf(example: number): number
}

/** The metric `transform(mean over examples of a term)`. A sum in float64, in the order of the examples. */
export function meanMetric<Batch>(
  name: string,
  terms: (batch: Batch) => Terms,
  transform: (mean: number) => number = (mean) => mean,
): Metric<MeanState, Batch, number> {
  return {
    name,
    empty: () => ({ sum: 0, count: 0 }),
    update: (state, batch) => {
      const { count, termOf } = terms(batch)
      let { sum } = state
      for (let i = 0; i < count; i++) sum += termOf(i)
      return { sum, count: state.count + count }
    },
    merge: mergeMeans,
    compute: ({ sum, count }) => {
      checkSeen(name, count)
      return transform(sum / count)
    },
  }
}

/** The metric `transform(mean of cost(prediction − target))`. */
export function meanErrorMetric(
  name: string,
  cost: (error: number) => number,
  transform?: (mean: number) => number,
): Metric<MeanState, TargetBatch, number> {
  const terms = (batch: TargetBatch): Terms => {
    checkTargets(batch)
    const { predicted, targets } = batch
    return { count: targets.length, termOf: (i) => cost(predicted[i]! - targets[i]!) }
  }
  return meanMetric(name, terms, transform)
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
