import { checkSeen, checkTargets, type TargetBatch } from './batch.ts'
import { type MeanState, mergeMeans } from './mean-state.ts'
import type { Metric } from './metric.ts'

/** A metric that is made of the mean over examples of what a miss, prediction − target, costs. A sum in float64, in the order of the examples. */
export function meanOfMisses(
  name: string,
  costOf: (miss: number) => number,
  finish: (mean: number) => number = (mean) => mean,
): Metric<MeanState, TargetBatch, number> {
  return {
    name,
    empty: () => ({ sum: 0, count: 0 }),
    update: (state, batch) => {
      checkTargets(batch)
      let sum = state.sum
      for (let i = 0; i < batch.targets.length; i++) sum += costOf(batch.predicted[i]! - batch.targets[i]!)
      return { sum, count: state.count + batch.targets.length }
    },
    merge: mergeMeans,
    compute: ({ sum, count }) => {
      checkSeen(name, count)
      return finish(sum / count)
    },
  }
}
