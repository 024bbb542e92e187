import { type Fields, formatValue, oneOf, withDefault } from '@thinned/schema'
import { normalUpperTail } from '../bootstrap/normal-distribution.ts'
import { MetricsError } from '../metrics-error.ts'
import { metricOptions } from '../options.ts'
import type { DiscordantPairs } from './discordant-pairs.ts'

/** How to compute the p-value; see `McNemarOptions`. */
export type McNemarMethod = 'exact' | 'midP' | 'chiSquare' | 'chiSquareContinuity'

/** Each computes P(a difference as large or larger, two-sided | both models are right equally often). */
const METHODS: Record<McNemarMethod, (counts: Counts) => number> = {
  exact: ({ tail }) => Math.min(2 * tail(), 1),
  midP: ({ tail, point }) => 2 * tail() - point(),
  chiSquare: ({ difference, total }) => chiSquareTail(total === 0 ? 0 : (difference * difference) / total),
  chiSquareContinuity: ({ difference, total }) => {
    const corrected = Math.max(difference - 1, 0)
    return chiSquareTail(total === 0 ? 0 : (corrected * corrected) / total)
  },
}

interface Counts {
  readonly difference: number
  readonly total: number
  /** P(X ≤ the smaller count) of a binomial X of `total` fair coins. */
  readonly tail: () => number
  /** P(X = the smaller count). */
  readonly point: () => number
}

export interface McNemarOptions {
  /**
   * 'exact' (default): the binomial test, right at any number of pairs, and careful: of equal models it finds fewer different than its level
   * says. 'midP': of the smaller count itself only half, closer to the level. 'chiSquare': (b − c)² / (b + c) against χ² with one degree of
   * freedom, for 25 discordant pairs or more. 'chiSquareContinuity': the same of |b − c| − 1 (Edwards 1948), as careful as the exact test.
   */
  readonly method?: McNemarMethod
}

export interface McNemar extends DiscordantPairs {
  readonly method: McNemarMethod
  /** The chance of such a difference, in either direction, if both models were right equally often; in [0, 1]. */
  readonly pValue: number
}

const read = metricOptions('mcnemar', {
  method: withDefault(oneOf('exact', 'midP', 'chiSquare', 'chiSquareContinuity'), 'exact'),
} satisfies Fields<McNemarOptions>)

/**
 * McNemar's test of whether one of two models is right more often than the other on the same examples: whether the examples that only
 * one of them gets right are divided as by a fair coin. Without any such example the p-value is 1.
 *
 * Sources: McNemar 1947; Fagerland, Lydersen and Laake 2013, on the exact and the mid-p test.
 *
 * @throws {MetricsError} on counts that are no integers from 0, and on another method.
 *
 * @example
 * ```ts
 * import { discordantPairs, mcnemar } from '@thinned/metrics'
 *
 * const labels = [0, 1, 2, 0, 1, 2, 0, 1]
 * const pairs = discordantPairs([0, 1, 2, 0, 1, 2, 0, 0], [1, 2, 0, 1, 2, 0, 0, 1], labels)
 * console.log(pairs, mcnemar(pairs).pValue) // { onlyFirstRight: 6, onlySecondRight: 1 } 0.125
 * ```
 */
export function mcnemar(pairs: DiscordantPairs, options: McNemarOptions = {}): McNemar {
  const { onlyFirstRight, onlySecondRight } = Object(pairs) as DiscordantPairs
  for (const [name, count] of Object.entries({ onlyFirstRight, onlySecondRight })) {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new MetricsError(
        `mcnemar was given ${name} ${formatValue(count)}; it is a number of examples, an integer from 0, as discordantPairs counts them.`,
      )
  }
  const { method } = read(options)
  const total = onlyFirstRight + onlySecondRight
  const smaller = Math.min(onlyFirstRight, onlySecondRight)
  const pValue = METHODS[method]({
    difference: Math.abs(onlyFirstRight - onlySecondRight),
    total,
    tail: () => lowerTail(smaller, total),
    point: () => pointProbability(smaller, total),
  })
  return { onlyFirstRight, onlySecondRight, method, pValue }
}

/** P(X ≥ x) of a χ² with one degree of freedom, the square of a standard normal. */
const chiSquareTail = (x: number): number => 2 * normalUpperTail(Math.sqrt(x))

/** P(X = k) of n fair coins, n! / (k! (n − k)! 2ⁿ), halved on the way so that nothing overflows. For k ≤ n/2. */
function pointProbability(k: number, n: number): number {
  let probability = 1
  let halvings = n
  for (let i = 1; i <= k; i++) {
    probability *= (n - k + i) / i
    for (; probability > 1 && halvings > 0; halvings--) probability /= 2
  }
  for (; probability > 0 && halvings > 0; halvings--) probability /= 2
  return probability
}

/** P(X ≤ k) of n fair coins, for k ≤ n/2: P(k) · (1 + k/(n−k+1) · (1 + (k−1)/(n−k+2) · (…))), the terms from the largest down. */
function lowerTail(k: number, n: number): number {
  let term = pointProbability(k, n)
  let sum = term
  for (let i = k; i > 0 && term > sum * Number.EPSILON; i--) {
    term *= i / (n - i + 1)
    sum += term
  }
  return sum
}
