import { exp as exp32, log as log32 } from '@thinned/math'
import { exp as exp64, log as log64 } from '@thinned/math/float64'
import type { View } from '../view.ts'
import { valuesOf } from './storage.ts'
import { sumFold } from './sum-fold.ts'

/** 2^−12 and 2^−27: for a smaller x, ln(1 + x) is x − x²/2 and e^x − 1 is x + x²/2, to the last digits. */
export const TAIL = { float32: 0.000244140625, float64: 7.450580596923828e-9 } as const

/**
 * Calls `visit` with the log-probabilities of each row of logits [n, classes]: shifted − ln Σ e^shifted, shifted = logit − largest; the
 * sum in the order of `sumFold`, every step rounded to float32 in float32. Where the sum is below 1 + `TAIL`, it loses the digits of what is not the
 * largest: there the logarithm is r − (r · r) · ½, with the sum r of all terms but that of shifted 0.
 */
export function forEachRowOfLogProbabilities(
  logits: View,
  visit: (row: number, logProbabilities: Float32Array | Float64Array) => void,
): void {
  const [n, classes] = logits.shape as [number, number]
  const values = valuesOf(logits.storage)
  const isFloat32 = logits.dtype === 'float32'
  const [exp, log] = isFloat32 ? [exp32, log32] : [exp64, log64]
  const round = isFloat32 ? Math.fround : (value: number) => value
  const tail = isFloat32 ? TAIL.float32 : TAIL.float64
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
    const total = sumFold(exponentials, classes, isFloat32)
    let normalizer = log(total)
    if (total < 1 + tail) {
      for (let c = 0; c < classes; c++) if (row[c] === 0) exponentials[c] = 0
      const rest = sumFold(exponentials, classes, isFloat32)
      normalizer = round(rest - round(rest * rest) * 0.5)
    }
    for (let c = 0; c < classes; c++) row[c] = row[c]! - normalizer
    visit(i, row)
  }
}
