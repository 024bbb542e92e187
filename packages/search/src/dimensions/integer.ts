import { checkRange } from '../checks.ts'
import { SearchError } from '../search-error.ts'
import { type Dimension, gridFractions } from '../space.ts'

/**
 * Integers from `low` to `high`, both included, all equally likely.
 *
 * @throws {SearchError} unless both are integers, `low` is the lower, and the range holds at most 2^53.
 * @example
 * ```ts
 * import { integer } from '@thinned/search'
 *
 * console.log(integer(1, 9).gridValues(3), integer(1, 3).gridValues(100)) // [ 1, 5, 9 ] [ 1, 2, 3 ]
 * ```
 */
export function integer(low: number, high: number): Dimension<number> {
  checkRange('integer', low, high)
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high))
    throw new SearchError(`integer was given the range from ${low} to ${high}; it takes integers.`)
  const count = high - low + 1
  if (count > Number.MAX_SAFE_INTEGER + 1)
    throw new SearchError(
      `integer was given the range from ${low} to ${high}, which holds more than 2^53 integers; take a smaller one.`,
    )
  return {
    settings: { kind: 'integer', low, high },
    quantile: (p) => low + Math.min(Math.floor(p * count), count - 1),
    bits: count > 0x1000000 ? 53 : 24,
    gridValues: (points) => gridFractions(Math.min(points, count)).map((p) => low + Math.round(p * (count - 1))),
  }
}
