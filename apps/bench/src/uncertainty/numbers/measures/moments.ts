import type { NumberEvidence } from '../predictors.ts'

/** The mean of the samples of each row. */
export function meansOf({ samples, targets }: NumberEvidence): Float64Array {
  const means = new Float64Array(targets.length)
  for (const [i, value] of samples.entries()) means[i % targets.length]! += value
  return means.map((sum) => (sum * targets.length) / samples.length)
}

/** The standard deviation of the samples of each row: what the model does not know. 0 of one sample. */
export function deviationsOf(evidence: NumberEvidence): Float64Array {
  const { samples, targets } = evidence
  const means = meansOf(evidence)
  const squares = new Float64Array(targets.length)
  for (const [i, value] of samples.entries()) {
    const off = value - means[i % targets.length]!
    squares[i % targets.length]! += off * off
  }
  return squares.map((sum) => Math.sqrt((sum * targets.length) / samples.length))
}

export const meanOf = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
