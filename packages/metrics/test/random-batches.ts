import { foldIn, integers, type Key, normal } from '@thinned/rng'
import type { LabelBatch, ProbabilityBatch, TargetBatch } from '../src/batches/batch.ts'

/** Few different probabilities, so that many tie, and 0 among them. */
export function probabilityBatch(classes: number): (key: Key, n: number) => ProbabilityBatch {
  return (key, n) => {
    const weights = integers(foldIn(key, 'weights'), n * classes, { high: 4 })
    const probabilities = Array.from({ length: n }, (_, row) => {
      const own = Array.from(weights.subarray(row * classes, (row + 1) * classes))
      const sum = own.reduce((whole, weight) => whole + weight, 0)
      return own.map((weight) => (sum === 0 ? 1 / classes : weight / sum))
    })
    return { probabilities: probabilities.flat(), classes, labels: labelsOf(foldIn(key, 'labels'), n, classes) }
  }
}

export function labelBatch(classes: number): (key: Key, n: number) => LabelBatch {
  return (key, n) => ({
    predicted: labelsOf(foldIn(key, 'predicted'), n, classes),
    labels: labelsOf(foldIn(key, 'labels'), n, classes),
  })
}

/** Far from 0, where sums of squares would lose digits. */
export function targetBatch(key: Key, n: number): TargetBatch {
  return {
    predicted: normal(foldIn(key, 'predicted'), n).map((z) => 1000 + 3 * z),
    targets: Array.from(normal(foldIn(key, 'targets'), n), (z) => 1000 + 2 * z),
  }
}

/** The last class is rare. */
function labelsOf(key: Key, n: number, classes: number): number[] {
  return Array.from(integers(key, n, { high: 8 * classes - 7 }), (draw) => Math.min(Math.floor(draw / 8), classes - 1))
}
