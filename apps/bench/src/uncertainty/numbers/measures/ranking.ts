import { measure, rmse } from '@thinned/metrics'
import type { Measures } from '../../study.ts'
import type { NumberEvidence } from '../predictors.ts'
import { deviationsOf, meanOf, meansOf } from './moments.ts'

/**
 * Whether the deviation of the samples is larger where the mean is further off: its rank correlation with the errors, and the error of
 * the half of the rows with the smaller deviation over that of all. With the targets without noise, also the correlation with the distance to these.
 */
export function ranking(test: NumberEvidence, truth: readonly number[] | undefined): Measures {
  const [means, deviations] = [meansOf(test), deviationsOf(test)]
  const { targets } = test
  const distances = (to: ArrayLike<number>): number[] => Array.from(means, (mean, i) => Math.abs(mean - to[i]!))
  const known = truth ? { truthRmse: measure(rmse(), { predicted: means, targets: truth }) } : {}
  if (test.samples.length === targets.length) return known
  const surest = Array.from(deviations.keys())
    .sort((a, b) => deviations[a]! - deviations[b]!)
    .slice(0, Math.ceil(targets.length / 2))
  const of = (rows: readonly number[]): number =>
    measure(rmse(), { predicted: rows.map((row) => means[row]!), targets: rows.map((row) => targets[row]!) })
  return {
    ...known,
    deviation: meanOf(deviations),
    correlation: spearman(deviations, distances(targets)),
    surestHalf: of(surest) / of(Array.from(targets.keys())),
    ...(truth ? { truthCorrelation: spearman(deviations, distances(truth)) } : {}),
  }
}

/** The rank correlation of Spearman 1904: the correlation of the ranks, ties at their mean rank. */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [x, y] = [ranksOf(a), ranksOf(b)]
  const middle = (x.length - 1) / 2
  const product = (left: readonly number[], right: readonly number[]): number =>
    left.reduce((sum, rank, i) => sum + (rank - middle) * (right[i]! - middle), 0)
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y))
}

function ranksOf(values: ArrayLike<number>): number[] {
  const order = Array.from({ length: values.length }, (_, i) => i).sort((i, j) => values[i]! - values[j]!)
  const ranks = new Array<number>(values.length)
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++
    for (let i = from; i < to; i++) ranks[order[i]!] = (from + to - 1) / 2
  }
  return ranks
}
