import { checkRange } from '../checks.ts'
import { type Dimension, gridFractions } from '../space.ts'

/**
 * Numbers from `low` to `high`, all equally likely.
 *
 * @throws {SearchError} unless both are finite and `low` is the lower.
 * @example
 * ```ts
 * import { uniform } from '@thinned/search'
 *
 * console.log(uniform(0.5, 1).gridValues(3)) // [ 0.5, 0.75, 1 ]
 * ```
 */
export function uniform(low: number, high: number): Dimension<number> {
  checkRange('uniform', low, high)
  return {
    settings: { kind: 'uniform', low, high },
    // The width of a range may overflow.
    quantile: (p) => (high - low < Infinity ? low + (high - low) * p : low * (1 - p) + high * p),
    gridValues: (points) => gridFractions(points).map((p) => low * (1 - p) + high * p),
  }
}
