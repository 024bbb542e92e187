import { foldIn, type Key, normal, uniform } from '@thinned/rng'
import type { SetCalibrationBatch } from '../../src/conformal/sets/conformal-sets.ts'
import type { RowPlaces } from '../../src/conformal/sets/row-draws.ts'

const CLASSES = 4

export interface SimulatedRows extends SetCalibrationBatch {
  readonly probabilities: Float32Array
  readonly labels: Int32Array
  readonly uncertainty: Float64Array
  readonly row: RowPlaces
}

/** The rows from one to before another. */
export function rowsBetween(
  { probabilities, classes, labels, uncertainty, row }: SimulatedRows,
  from: number,
  to: number,
): SimulatedRows {
  return {
    probabilities: probabilities.subarray(from * classes, to * classes),
    classes,
    labels: labels.subarray(from, to),
    uncertainty: uncertainty.subarray(from, to),
    row: typeof row === 'number' ? row + from : row[from]!,
  }
}

/**
 * Rows of a model that is too sure of itself: the labels are drawn from flatter probabilities than it says. With `levels`, the probabilities are
 * multiples of 1/levels, and most rows have their like. The uncertainty is the entropy, with some noise; of the levels with few values.
 */
export function simulatedRows(key: Key, n: number, levels?: number): SimulatedRows {
  const z = normal(foldIn(key, 'logits'), n * CLASSES)
  const [draws, noise] = [uniform(foldIn(key, 'labels'), n), uniform(foldIn(key, 'noise'), n)]
  const probabilities = new Float32Array(n * CLASSES)
  const labels = new Int32Array(n)
  const uncertainty = new Float64Array(n)
  for (let row = 0; row < n; row++) {
    const logits = z.subarray(row * CLASSES, (row + 1) * CLASSES)
    const said = softmax(logits, 2.5)
    if (levels) roundTo(levels, said)
    probabilities.set(said, row * CLASSES)
    const true_ = softmax(logits, 1.5)
    let left = draws[row]!
    while (labels[row]! < CLASSES - 1 && left >= true_[labels[row]!]!) left -= true_[labels[row]!++]!
    const entropy = -said.reduce((sum, p) => sum + (p === 0 ? 0 : p * Math.log(p)), 0)
    uncertainty[row] = levels ? Math.round(4 * entropy) / 4 : entropy * (0.5 + noise[row]!)
  }
  return { probabilities, classes: CLASSES, labels, uncertainty, row: Int32Array.from({ length: n }, (_, i) => i) }
}

function softmax(logits: Float32Array, scale: number): number[] {
  const powers = Array.from(logits, (logit) => Math.exp(scale * logit))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}

/** Multiples of 1/levels that sum to 1; none is 0, whose score is 1 whatever is drawn. */
function roundTo(levels: number, row: number[]): void {
  const largest = row.indexOf(Math.max(...row))
  let rest = 1
  for (const [c, p] of row.entries()) {
    if (c === largest) continue
    row[c] = Math.max(Math.round(p * levels), 1) / levels
    rest -= row[c]!
  }
  row[largest] = rest
}
