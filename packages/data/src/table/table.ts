import { DataError } from '../data-error.ts'

/** The words of a CSV text that mean a missing value, unless the reader names others. */
export const MISSING_WORDS = ['', 'NA', 'NaN', 'null'] as const

/** A column of numbers; NaN is a missing value. */
export interface NumberColumn {
  readonly kind: 'number'
  readonly name: string
  readonly values: Float64Array
}

/** A column of categories: `codes` index `categories`; −1 is a missing value. */
export interface CategoryColumn {
  readonly kind: 'category'
  readonly name: string
  readonly codes: Int32Array
  readonly categories: readonly string[]
}

export type Column = NumberColumn | CategoryColumn

/** Rows of named, typed columns. Names differ; all columns have `rows` elements. */
export interface Table {
  readonly name: string
  readonly rows: number
  readonly columns: readonly Column[]
}

/**
 * The column with this name.
 *
 * @throws {DataError} naming the columns of the table.
 * @example
 * ```ts
 * import { columnOf, parseCsv } from '@thinned/data'
 *
 * const table = parseCsv('height,crop\n1.5,leek\n,kale\n')
 * console.log(columnOf(table, 'crop').kind) // category
 * ```
 */
export function columnOf(table: Table, name: string): Column {
  const match = table.columns.find((column) => column.name === name)
  if (match) return match
  const names = table.columns.map((column) => JSON.stringify(column.name)).join(', ')
  throw new DataError(`${table.name} has no column ${JSON.stringify(name)}; it has ${names || 'none'}.`)
}

/** How many elements a column has. */
export function lengthOf(column: Column): number {
  return column.kind === 'number' ? column.values.length : column.codes.length
}

/** The rows at which a column has no value. */
export function missingRows(column: Column): number[] {
  const rows: number[] = []
  if (column.kind === 'number')
    for (const [row, value] of column.values.entries()) if (Number.isNaN(value)) rows.push(row)
  if (column.kind === 'category') for (const [row, code] of column.codes.entries()) if (code < 0) rows.push(row)
  return rows
}
