import { chiSquareP, normalP } from './p-values.ts'
import type { Finding } from './randomness.ts'

/** A mask of ones (kept) and zeros, row-major, and the probability with which each should be one. */
export interface Mask {
  rows: number
  columns: number
  keep: number
  values: Uint8Array
}

/** The whole, every row and every column keep as many as they should. */
export function keptCounts(mask: Mask): Finding[] {
  const { rows, columns, keep, values } = mask
  const perRow = new Array<number>(rows).fill(0)
  const perColumn = new Array<number>(columns).fill(0)
  for (let i = 0; i < values.length; i++) {
    perRow[Math.floor(i / columns)]! += values[i]!
    perColumn[i % columns]! += values[i]!
  }
  const variance = keep * (1 - keep)
  const spread = (kept: number[], of: number) =>
    kept.reduce((sum, n) => sum + (n - of * keep) ** 2 / (of * variance), 0)
  const total = perRow.reduce((sum, n) => sum + n, 0)
  return [
    { name: `keep ${keep}: kept`, p: normalP((total - values.length * keep) / Math.sqrt(values.length * variance)) },
    { name: `keep ${keep}: kept per row`, p: chiSquareP(spread(perRow, columns), rows) },
    { name: `keep ${keep}: kept per column`, p: chiSquareP(spread(perColumn, rows), columns) },
  ]
}

/** Elements `rowLag` rows down and `columnLag` columns to the right do not know of each other. */
export function maskLag(mask: Mask, rowLag: number, columnLag: number): Finding {
  const { rows, columns, keep, values } = mask
  let products = 0
  let pairs = 0
  for (let row = 0; row + rowLag < rows; row++) {
    const at = row * columns
    const other = (row + rowLag) * columns + columnLag
    for (let column = 0; column + columnLag < columns; column++) {
      products += (values[at + column]! - keep) * (values[other + column]! - keep)
    }
    pairs += columns - columnLag
  }
  return { name: `keep ${keep}: ${rowLag} rows and ${columnLag} columns on`, p: correlationP(products, pairs, keep) }
}

/** Two masks of one size do not know of each other. */
export function maskCorrelation(name: string, a: Mask, b: Mask): Finding {
  let products = 0
  for (let i = 0; i < a.values.length; i++) products += (a.values[i]! - a.keep) * (b.values[i]! - a.keep)
  return { name: `keep ${a.keep}: ${name}`, p: correlationP(products, a.values.length, a.keep) }
}

/** A product of two independent elements less their mean has variance (keep · (1 − keep))². */
function correlationP(products: number, pairs: number, keep: number): number {
  return normalP(products / (Math.sqrt(pairs) * keep * (1 - keep)))
}
