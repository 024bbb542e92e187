import { log } from '@thinned/math/float64'
import { checkRows } from '../batches/batch.ts'

/**
 * The entropy of each row of probabilities [n, classes], row-major: −Σ p ln p, in nats, with 0 ln 0 = 0; [n], from 0 (certain) to
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

/**
 * The entropy of each row [n], as `entropy` gives it, without a check that rows are distributions. NaN where the row has NaN.
 *
 * @example
 * ```ts
 * import { entropyOfRows } from '@thinned/metrics'
 *
 * console.log(entropyOfRows([0.5, 0.5, Number.NaN, 1], 2)) // Float64Array(2) [ 0.6931471805599453, NaN ]
 * ```
 */
export function entropyOfRows(probabilities: ArrayLike<number>, classes: number): Float64Array {
  const entropies = new Float64Array(probabilities.length / classes)
  for (let row = 0; row < entropies.length; row++) {
    let sum = 0
    for (let c = 0; c < classes; c++) {
      const probability = probabilities[row * classes + c]!
      if (probability !== 0) sum -= probability * log(probability)
    }
    entropies[row] = sum
  }
  return entropies
}
