import { type MeanInterval, meanInterval } from '@thinned/metrics'
import { type Measured, nameOf, type Sweep, seedsOf } from './runs/jobs.ts'
import { SCENARIOS } from './scenarios.ts'

export type Measure = 'error' | 'loss'

/** The runs of one keep and one number of training examples. */
export interface Point {
  readonly keep: number
  /** How many seeds have ended. */
  readonly runs: number
  /** On examples not trained on: the mean, and from two seeds its interval. Errors are in percent. */
  readonly mean: number
  readonly interval?: MeanInterval
  /** The mean on examples not trained on, minus that on the training examples. */
  readonly gap: number
  /** To the same seeds without dropout; below 0 dropout is better. */
  readonly difference?: MeanInterval
}

/** Intervals and comparisons of fewer seeds are too wide to show. */
export const FEWEST = 4

export interface Line {
  readonly size: number
  /** By rising keep; those without a run are left out. */
  readonly points: readonly Point[]
  /** The keep of the lowest mean, once every keep has enough runs, and how much higher the others are. */
  readonly lowest?: { readonly keep: number; readonly above: ReadonlyMap<number, MeanInterval> }
}

export type Results = ReadonlyMap<string, Measured>

/** What the runs so far say, one line for each number of training examples. */
export function summarize(results: Results, sweep: Sweep, measure: Measure): readonly Line[] {
  const seeds = seedsOf(sweep.seeds, sweep.first)
  const at = (size: number, keep: number, seed: number) =>
    results.get(nameOf({ scenario: sweep.scenario, size, keep, seed }))
  const { sizes, keeps: falling } = SCENARIOS[sweep.scenario]
  const keeps = falling.toReversed()

  return sizes.map((size) => {
    /** Of the seeds with a run of both keeps. */
    const difference = (keep: number, other: number) =>
      seeds.flatMap((seed) => {
        const [one, two] = [at(size, keep, seed), at(size, other, seed)]
        return one && two ? [test(one, measure) - test(two, measure)] : []
      })
    const points = keeps.flatMap((keep): Point[] => {
      const runs = seeds.flatMap((seed) => at(size, keep, seed) ?? [])
      const tests = runs.map((one) => test(one, measure))
      if (runs.length === 0) return []
      const differences = keep === 1 ? [] : difference(keep, 1)
      return [
        {
          keep,
          runs: runs.length,
          mean: meanOf(tests),
          gap: meanOf(runs.map((one) => test(one, measure) - training(one, measure))),
          ...(tests.length > 1 ? { interval: meanInterval(tests) } : {}),
          ...(differences.length > 1 ? { difference: meanInterval(differences) } : {}),
        },
      ]
    })
    if (points.length < keeps.length || points.some(({ runs }) => runs < FEWEST)) return { size, points }
    const { keep: best } = points.reduce((a, b) => (b.mean < a.mean ? b : a))
    const others = keeps.filter((keep) => keep !== best)
    const above = new Map(others.map((keep) => [keep, meanInterval(difference(keep, best))]))
    return { size, points, lowest: { keep: best, above } }
  })
}

export type Verdict = 'better' | 'worse' | 'unclear'

/** What an interval of differences says: where it holds 0, nothing. */
export const verdictOf = ({ low, high }: Pick<MeanInterval, 'low' | 'high'>): Verdict =>
  high < 0 ? 'better' : low > 0 ? 'worse' : 'unclear'

const test = (one: Measured, measure: Measure) => (measure === 'error' ? 100 * one.testError : one.testLoss)
const training = (one: Measured, measure: Measure) => (measure === 'error' ? 100 * one.trainError : one.trainLoss)
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
