import { checkSeen } from '../batches/batch.ts'
import type { Metric } from '../metric.ts'

/** The sum of the finite scores, how many were infinite, and how many examples there are. */
export interface ScoreSum {
  readonly sum: number
  /** Apart, since JSON has no infinity. */
  readonly infinite: number
  readonly count: number
}

/** The scores of a batch, one for each target. */
export type Scores<Batch> = (batch: Batch) => (example: number) => number

/** The mean over examples of a score; `infinity` if one is infinite. A sum in float64, in the order of the examples. */
export function meanOfScores<Batch extends { readonly targets: ArrayLike<number> }>(
  name: string,
  scores: Scores<Batch>,
  infinity: number = Infinity,
): Metric<ScoreSum, Batch, number> {
  return {
    name,
    empty: () => ({ sum: 0, infinite: 0, count: 0 }),
    update: (state, batch) => {
      const scoreOf = scores(batch)
      const { length } = batch.targets
      let { sum, infinite } = state
      for (let i = 0; i < length; i++) {
        const score = scoreOf(i)
        if (score === infinity) infinite++
        else sum += score
      }
      return { sum, infinite, count: state.count + length }
    },
    merge: (a, b) => ({ sum: a.sum + b.sum, infinite: a.infinite + b.infinite, count: a.count + b.count }),
    compute: ({ sum, infinite, count }) => {
      checkSeen(name, count)
      return infinite > 0 ? infinity : sum / count
    },
  }
}
