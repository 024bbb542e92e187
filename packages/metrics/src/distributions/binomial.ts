import { exp, log } from '@thinned/math/float64'

const LARGE = 2 ** 512
const LN_LARGE = 512 * Math.LN2

/** ln(1 − p), exact for small p too (Kahan). */
export function logOneMinus(p: number): number {
  const rest = 1 - p
  return rest === 1 ? -p : log(rest) * (-p / (rest - 1))
}

/** P(X ≤ k) of a binomial X, of n trials with success probability p in (0, 1); 0 ≤ k ≤ n. To some k · 1e-16 of itself. */
export function binomialTail(k: number, n: number, p: number): number {
  if (k >= n) return 1
  // Σ terms over the first, (1 − p)ⁿ; with ratios (n − i + 1)/i · p/(1 − p), divided by LARGE whenever it grows beyond.
  const odds = p / (1 - p)
  let [term, sum, divisions] = [1, 1, 0]
  for (let i = 1; i <= k; i++) {
    term *= ((n - i + 1) / i) * odds
    sum += term
    if (sum < LARGE) continue
    term /= LARGE
    sum /= LARGE
    divisions++
  }
  return Math.min(exp(n * logOneMinus(p) + divisions * LN_LARGE + log(sum)), 1)
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
