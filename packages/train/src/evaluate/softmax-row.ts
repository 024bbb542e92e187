import { exp } from '@thinned/math/float64'

/** Writes e^x / Σ e^x of the logits from `from` on, the largest taken off first. */
export function softmaxRow(probabilities: Float64Array, logits: ArrayLike<number>, from: number): void {
  let largest = logits[from]!
  for (let c = 1; c < probabilities.length; c++) largest = Math.max(largest, logits[from + c]!)
  let sum = 0
  for (let c = 0; c < probabilities.length; c++) {
    const power = exp(logits[from + c]! - largest)
    probabilities[c] = power
    sum += power
  }
  for (let c = 0; c < probabilities.length; c++) probabilities[c]! /= sum
}
