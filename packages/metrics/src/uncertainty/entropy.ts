import { checkRows } from '../batch.ts'
import { entropyOfRows } from '../entropy-of-rows.ts'

/**
 * The entropy of each row of probabilities [n, classes], row-major: −Σ p ln p, in nats, with 0 ln 0 = 0; [n], from 0 (sure) to
 * ln classes (all equal).
 *
 * @throws {MetricsError} where rows are no distributions.
 *
 * @example
 * ```ts
 * import { entropy } from '@thinned/metrics'
 *
 * console.log(entropy([1, 0, 0.5, 0.5], 2)) // Float64Array(2) [ 0, 0.6931471805599453 ]
 * ```
 */
export function entropy(probabilities: ArrayLike<number>, classes: number): Float64Array {
  checkRows(probabilities, classes)
  return entropyOfRows(probabilities, classes)
}
