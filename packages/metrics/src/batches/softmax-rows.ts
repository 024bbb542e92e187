import { exp } from '@thinned/math/float64'
import { checkDivides } from './batch.ts'

/**
 * The softmax of each row of logits [n, classes], row-major: e^z / Σ e^z in float64, the largest logit taken off first. A row with NaN, and one of
 * −Infinity alone, gives NaN.
 *
 * @throws {MetricsError} where the logits do not divide into rows of classes, from 1, or are no numbers.
 *
 * @example
 * ```ts
 * import { softmaxRows } from '@thinned/metrics'
 *
 * console.log(softmaxRows([0, 0, 3, -Infinity], 2)) // Float64Array(4) [ 0.5, 0.5, 1, 0 ]
 * ```
 */
export function softmaxRows(logits: ArrayLike<number>, classes: number): Float64Array {
  checkDivides(logits, classes, 'logits')
  const probabilities = new Float64Array(logits)
  for (let from = 0; from < probabilities.length; from += classes)
    softmaxInPlace(probabilities.subarray(from, from + classes))
  return probabilities
}

/** The softmax of the logits of one row, in their place. */
export function softmaxInPlace(row: Float64Array): void {
  let largest = -Infinity
  for (let c = 0; c < row.length; c++) largest = Math.max(largest, row[c]!)
  let sum = 0
  for (let c = 0; c < row.length; c++) {
    row[c] = exp(row[c]! - largest)
    sum += row[c]!
  }
  for (let c = 0; c < row.length; c++) row[c]! /= sum
}
