import { MetricsError } from '../metrics-error.ts'
import { checkDivides } from './batch.ts'

/**
 * The most probable class of each row of [n, classes], row-major; the lowest among equals. Logits do as well.
 *
 * @throws {MetricsError} where there are no classes, the values do not divide into rows of them, or one is NaN.
 *
 * @example
 * ```ts
 * import { mostProbable } from '@thinned/metrics'
 *
 * console.log(mostProbable([0.2, 0.5, 0.3, 0.4, 0.2, 0.4], 3)) // Int32Array(2) [ 1, 0 ]
 * ```
 */
export function mostProbable(probabilities: ArrayLike<number>, classes: number): Int32Array {
  checkDivides(probabilities, classes)
  const predicted = new Int32Array(probabilities.length / classes)
  for (let row = 0; row < predicted.length; row++) {
    for (let c = 0; c < classes; c++) {
      const value = probabilities[row * classes + c]!
      if (Number.isNaN(value))
        throw new MetricsError(`Row ${row} has NaN for class ${c}; which class is most probable is not defined.`)
      if (value > probabilities[row * classes + predicted[row]!]!) predicted[row] = c
    }
  }
  return predicted
}
