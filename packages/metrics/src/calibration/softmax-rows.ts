import { exp, log } from '@thinned/math/float64'

/** The softmax of each row of logits [n, classes], of which one at least is finite. */
export function softmaxRows(logits: Float64Array, classes: number): Float64Array {
  const probabilities = new Float64Array(logits.length)
  for (let from = 0; from < logits.length; from += classes)
    softmaxRow(probabilities.subarray(from, from + classes), logits.subarray(from, from + classes))
  return probabilities
}

/** The softmax of one row; gives ln Σ e^z. */
export function softmaxRow(out: Float64Array, row: Float64Array): number {
  let largest = -Infinity
  for (const z of row) largest = Math.max(largest, z)
  let sum = 0
  for (let c = 0; c < row.length; c++) {
    out[c] = exp(row[c]! - largest)
    sum += out[c]!
  }
  for (let c = 0; c < row.length; c++) out[c]! /= sum
  return largest + log(sum)
}
