import { checkRange } from '../checks.ts'
import type { Dimension } from '../dimension.ts'
import { evenSteps } from '../even-steps.ts'
import { SearchError } from '../search-error.ts'

/**
 * Integers from `low` to `high`, both included, all equally likely.
 *
 * @throws {SearchError} unless both are integers and `low` is the lower.
 * @example
 * ```ts
 * import { integer } from '@thinned/search'
 *
 * console.log(integer(1, 9).spread(3), integer(1, 3).spread(100)) // [ 1, 5, 9 ] [ 1, 2, 3 ]
 * ```
 */
export function integer(low: number, high: number): Dimension<number> {
  checkRange('integer', low, high)
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high))
    throw new SearchError(`integer was given the range from ${low} to ${high}; it takes integers.`)
  const count = high - low + 1
  return {
    settings: { kind: 'integer', low, high },
    at: (place) => low + Math.floor(place * count),
    spread: (points) => evenSteps(Math.min(points, count)).map((place) => low + Math.round(place * (count - 1))),
  }
}
