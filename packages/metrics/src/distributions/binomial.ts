import { exp, log } from '@thinned/math/float64'

/** ln(1 − p), exact for small p too (Kahan). */
export function logOneMinus(p: number): number {
  const rest = 1 - p
  return rest === 1 ? -p : log(rest) * (-p / (rest - 1))
}

/**
 * P(X ≤ k) of a binomial X, of n trials with success probability p in (0, 1); 0 ≤ k ≤ n. Of the two sides of k the one away from the mean is summed,
 * from its largest term on: some √n terms.
 */
export function binomialTail(k: number, n: number, p: number): number {
  if (k >= n) return 1
  const odds = p / (1 - p)
  if (k <= n * p) {
    let term = pointProbability(k, n, p)
    let sum = term
    for (let i = k; i > 0 && term > sum * Number.EPSILON; i--) sum += term *= i / (n - i + 1) / odds
    return Math.min(sum, 1)
  }
  let term = pointProbability(k + 1, n, p)
  let sum = term
  for (let i = k + 1; i < n && term > sum * Number.EPSILON; i++) sum += term *= ((n - i) / (i + 1)) * odds
  return Math.max(1 - sum, 0)
}

/** P(X = k), without a difference of large logarithms (Loader 2000). */
function pointProbability(k: number, n: number, p: number): number {
  if (k === 0) return exp(n * logOneMinus(p))
  if (k === n) return exp(n * log(p))
  const logarithm =
    stirlingError(n) - stirlingError(k) - stirlingError(n - k) - deviance(k, n * p) - deviance(n - k, n * (1 - p))
  return exp(logarithm) * Math.sqrt(n / (2 * Math.PI * k * (n - k)))
}

/** ln n! less Stirling's formula ln(√(2πn) (n/e)ⁿ), for n from 1. */
function stirlingError(n: number): number {
  if (n > 15) {
    const square = n * n
    return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n
  }
  let factorial = 1
  for (let i = 2; i <= n; i++) factorial *= i
  return log(factorial) - (n + 0.5) * log(n) + n - 0.5 * log(2 * Math.PI)
}

/** x ln(x/mean) + mean − x, by a series where the two are close. */
function deviance(x: number, mean: number): number {
  const ratio = (x - mean) / (x + mean)
  if (Math.abs(ratio) >= 0.1) return x * log(x / mean) + mean - x
  let sum = (x - mean) * ratio
  let power = 2 * x * ratio
  for (let j = 1; ; j++) {
    power *= ratio * ratio
    const next = sum + power / (2 * j + 1)
    if (next === sum) return sum
    sum = next
  }
}

/**
 * The one-sided upper bound of Clopper and Pearson (1934): the success probability at which k or fewer of n trials succeed with a probability of
 * `level`. The true one is above it in at most that share of experiments. 1 for k = n.
 */
export function clopperPearson(k: number, n: number, level: number): number {
  let [low, high] = [k / n, 1]
  // Halved until no number lies between; high is on the safe side.
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (binomialTail(k, n, middle) > level) low = middle
    else high = middle
  }
  return high
}
