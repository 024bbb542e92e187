import { checkRange } from '../checks.ts'
import type { Dimension } from '../dimension.ts'
import { evenSteps } from '../even-steps.ts'

/**
 * Numbers from `low` to `high`, all equally likely.
 *
 * @throws {SearchError} unless both are finite and `low` is the lower.
 * @example
 * ```ts
 * import { uniform } from '@thinned/search'
 *
 * console.log(uniform(0.5, 1).spread(3)) // [ 0.5, 0.75, 1 ]
 * ```
 */
export function uniform(low: number, high: number): Dimension<number> {
  checkRange('uniform', low, high)
  return {
    settings: { kind: 'uniform', low, high },
    at: (place) => low + (high - low) * place,
    spread: (points) => evenSteps(points).map((place) => low * (1 - place) + high * place),
  }
}
