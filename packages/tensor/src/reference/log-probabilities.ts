import { exp as exp32, log as log32 } from '@thinned/math'
import { exp as exp64, log as log64 } from '@thinned/math/float64'
import type { View } from '../view.ts'
import { valuesOf } from './storage.ts'
import { sumFold } from './sum-fold.ts'

/**
 * Calls `visit` with the log-probabilities of each row of logits [n, classes]: shifted − ln Σ e^shifted, shifted = logit − largest; the
 * sum in the order of `sumFold`, every step rounded to float32 in float32.
 */
export function forEachRowOfLogProbabilities(
  logits: View,
  visit: (row: number, logProbabilities: Float32Array | Float64Array) => void,
): void {
  const [n, classes] = logits.shape as [number, number]
  const values = valuesOf(logits.storage)
  const isFloat32 = logits.dtype === 'float32'
  const [exp, log] = isFloat32 ? [exp32, log32] : [exp64, log64]
  const row = isFloat32 ? new Float32Array(classes) : new Float64Array(classes)
  const exponentials = isFloat32 ? new Float32Array(classes) : new Float64Array(classes)
  const [rowStep, step] = logits.strides as [number, number]
  for (let i = 0; i < n; i++) {
    let largest = -Infinity
    for (let c = 0; c < classes; c++) {
      row[c] = values[logits.offset + i * rowStep + c * step]!
      largest = Math.max(largest, row[c]!)
    }
    for (let c = 0; c < classes; c++) {
      row[c] = row[c]! - largest
      exponentials[c] = exp(row[c]!)
    }
    const normalizer = log(sumFold(exponentials, classes, isFloat32))
    for (let c = 0; c < classes; c++) row[c] = row[c]! - normalizer
    visit(i, row)
  }
}
