import { exp, log } from '@thinned/math/float64'
import { checkRange } from '../checks.ts'
import { SearchError } from '../search-error.ts'
import { type Dimension, gridFractions } from '../space.ts'

/**
 * Numbers from `low` to `high` whose logarithms are equally likely: for settings such as a learning rate, whose order of magnitude matters.
 * Source: Bergstra and Bengio 2012, section 2.3.
 *
 * @throws {SearchError} unless both are finite and above 0, and `low` is the lower.
 * @example
 * ```ts
 * import { logUniform } from '@thinned/search'
 *
 * console.log(logUniform(0.001, 0.1).gridValues(3).map((value) => value.toFixed(3))) // [ '0.001', '0.010', '0.100' ]
 * ```
 */
export function logUniform(low: number, high: number): Dimension<number> {
  checkRange('logUniform', low, high)
  if (low <= 0)
    throw new SearchError(
      `logUniform was given the range from ${low}; it takes numbers above 0, which have a logarithm.`,
    )
  const [from, to] = [log(low), log(high)]
  const inside = (value: number): number => Math.min(Math.max(value, low), high)
  const quantile = (p: number): number => inside(exp(from * (1 - p) + to * p))
  return {
    settings: { kind: 'logUniform', low, high },
    quantile,
    gridValues: (points) => gridFractions(points).map((p) => (p === 0 ? low : p === 1 ? high : quantile(p))),
  }
}
