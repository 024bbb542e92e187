import { DataError } from '../data-error.ts'
import type { NumberColumn } from './table.ts'

/** What to do about a column that float32 does not hold. */
export const FLOAT32_REMEDIES = {
  feature: 'Preprocess it with standardize, leave it out with dropColumns, or read it as a category if it is a code',
  target: 'Give it in another unit, or as the difference from a number near it',
} as const

/** Refuses a value that float32, which networks compute in, has not: what is infinite, there or already here. */
export function checkFinite({ name, values }: NumberColumn, table: string, remedy: string): void {
  const row = values.findIndex((value) => Math.abs(Math.fround(value)) === Infinity)
  if (row < 0) return
  throw new DataError(
    `The column ${JSON.stringify(name)} of ${table} is ${values[row]} in row ${row}; float32 holds numbers up to 3.4e38. ${remedy}.`,
    { code: 'invalid-data' },
  )
}

/** Of numbers that are not whole, a difference that is less than this share of the range of the column may be lost. */
const NEGLIGIBLE = 1 / 4096

/**
 * Refuses a column in which two different values become one in float32, such as times in milliseconds. Fractions may, if they are as close
 * as rounding brings them in any column: next to the range of the column their difference is nothing.
 */
export function checkDistinct({ name, values }: NumberColumn, table: string, remedy: string): void {
  if (values.every((value) => Math.fround(value) === value)) return
  const isWhole = values.every(Number.isInteger)
  const low = values.reduce((least, value) => Math.min(least, value), Infinity)
  const high = values.reduce((greatest, value) => Math.max(greatest, value), -Infinity)
  const negligible = isWhole ? 0 : (high - low) * NEGLIGIBLE
  const rows = new Map<number, number>()
  for (const [row, value] of values.entries()) {
    const rounded = Math.fround(value)
    const first = rows.get(rounded)
    if (first === undefined) rows.set(rounded, row)
    else if (Math.abs(value - values[first]!) > negligible)
      throw new DataError(
        `The column ${JSON.stringify(name)} of ${table} is ${values[first]} in row ${first} and ${value} in row ${row}; in float32 both are ${rounded}. ${remedy}.`,
        { code: 'invalid-data' },
      )
  }
}
