import type { ProbabilityBatch } from '../src/batches/batch.ts'

// Batches of scores at the extremes of float32, and what metrics of scores are by definition, in float64.

/** Logits, the probabilities that follow, and labels. */
export interface Scored {
  readonly logits: readonly number[]
  readonly probabilities: readonly number[]
  readonly classes: number
  readonly labels: readonly number[]
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
export const mean = (values: readonly number[]): number => sum(values) / values.length
export const rowsOf = ({ logits, classes, labels }: Scored): number[][] =>
  labels.map((_, row) => logits.slice(row * classes, (row + 1) * classes))

/** ln(p/(1 − p)) of a class. */
function odds(row: readonly number[], of: number): number {
  const others = row.filter((_, c) => c !== of)
  const largest = Math.max(...others)
  const rest = largest === -Infinity ? largest : largest + Math.log(sum(others.map((z) => Math.exp(z - largest))))
  return row[of]! - rest
}

/** −ln p of a class. */
export function surprise(row: readonly number[], of: number): number {
  const z = odds(row, of)
  return Math.max(-z, 0) + Math.log1p(Math.exp(-Math.abs(z)))
}

export const probability = (row: readonly number[], of: number): number => Math.exp(-surprise(row, of))
export const firstLargest = (row: readonly number[]): number => row.indexOf(Math.max(...row))

function scored(rows: readonly (readonly number[])[], labels: readonly number[]): Scored {
  const float32 = rows.map((row) => row.map(Math.fround))
  const probabilities = float32.flatMap((row) => row.map((_, c) => probability(row, c)))
  return { logits: float32.flat(), probabilities, classes: rows[0]!.length, labels }
}

export const two: Scored = scored(
  [
    [0, 48],
    [0, 50],
    [0, 49],
    [0, 51],
    [0, 52],
    [0, 53],
    [800, 1],
    [0, 900],
    [0, 901],
    [1e38, -1e38],
    [-1e38, 1e38],
    [0, -0],
  ].concat([
    [-Infinity, 0],
    [0, -Infinity],
    [0, 1e-30],
    [0, 2e-30],
    [1e-45, 0],
    [20, 20],
  ]),
  [0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0],
)
export const three: Scored = scored(
  [
    [50, 0, 1],
    [52, 0, 1],
    [51, 0, 1],
    [0, 800, -800],
    [0, 801, -801],
    [-800, -900, 0],
    [-900, -800, 0],
    [0, 0, 0],
  ].concat([
    [1e38, 0, -1e38],
    [-Infinity, 0, 1],
    [1, -Infinity, -Infinity],
    [1e-30, 2e-30, 0],
  ]),
  [0, 0, 1, 1, 1, 0, 1, 2, 2, 2, 0, 1],
)
/** As `predict` gives them: float32, which rounds 18 to 1. */
export const rounded: Scored = scored(
  [
    [0, 18],
    [0, 20],
    [0, 19],
    [0, 21],
    [0, 22],
    [0, 23],
    [0, 3],
    [18, 0],
  ],
  [0, 0, 1, 1, 1, 1, 0, 0],
)
export const withoutLogits = ({ probabilities, classes, labels }: Scored): Omit<ProbabilityBatch, 'logits'> => ({
  probabilities: Float32Array.from(probabilities),
  classes,
  labels,
})
export const possible = (batch: Scored): Scored => {
  const kept = rowsOf(batch).map((row, i) => [row, batch.labels[i]!] as const)
  const rows = kept.filter(([row, label]) => row[label] !== -Infinity)
  return scored(
    rows.map(([row]) => row),
    rows.map(([, label]) => label),
  )
}

/** Of each class against the others, or of class 1 of two. */
export function ranked(
  score: (positives: number[], negatives: number[]) => number,
): (batch: Scored) => number | number[] {
  return (batch) => {
    const of = (c: number): number => {
      const all = rowsOf(batch).map((row, i) => [odds(row, c), batch.labels[i] === c] as const)
      return score(
        all.filter(([, is]) => is).map(([z]) => z),
        all.filter(([, is]) => !is).map(([z]) => z),
      )
    }
    return batch.classes === 2 ? of(1) : [0, 1, 2].map(of)
  }
}
export const areaOf = (positives: number[], negatives: number[]): number =>
  mean(positives.flatMap((p) => negatives.map((n) => (p > n ? 1 : p === n ? 0.5 : 0))))
export const precisionOf = (positives: number[], negatives: number[]): number =>
  mean(
    positives.map((score) => {
      const right = positives.filter((p) => p >= score).length
      return right / (right + negatives.filter((n) => n >= score).length)
    }),
  )
export const fallOutOf = (positives: number[], negatives: number[]): number =>
  Math.min(
    ...positives
      .filter((threshold) => mean(positives.map((p) => Number(p >= threshold))) >= 0.95)
      .map((threshold) => mean(negatives.map((n) => Number(n >= threshold)))),
  )
