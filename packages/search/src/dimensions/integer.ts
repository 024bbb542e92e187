import { checkRange } from '../checks.ts'
import { SearchError } from '../search-error.ts'
import { type Dimension, gridFractions } from '../space.ts'

/**
 * Integers from `low` to `high`, both included, all equally likely.
 *
 * @throws {SearchError} unless both are integers and `low` is the lower.
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
  return {
    settings: { kind: 'integer', low, high },
    quantile: (p) => low + Math.floor(p * count),
    gridValues: (points) => gridFractions(Math.min(points, count)).map((p) => low + Math.round(p * (count - 1))),
  }
}
