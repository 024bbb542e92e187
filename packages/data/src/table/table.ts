import type { Key } from '@thinned/rng'
import { formatValue } from '@thinned/schema'
import { checkNameList } from '../check-options.ts'
import { checkNone } from '../check-plain.ts'
import { DataError } from '../data-error.ts'
import { splitRows } from '../dataset/split.ts'
import { checkIndices } from '../dataset/take.ts'
import { checkIsTable } from './check-table.ts'
import type { ColumnType } from './read-column.ts'

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
  checkIsTable(table)
  return table.columns.find((column) => column.name === name) ?? columnsOf(table, [name])[0]!
}

/** The most names that a message lists. */
const LISTED = 20

/** Names for a message: the first 20, quoted. */
export function listNames(names: readonly string[]): string {
  const more = names.length > LISTED ? `, … (${names.length} in all)` : ''
  return `${
    names
      .slice(0, LISTED)
      .map((name) => JSON.stringify(name))
      .join(', ') || 'none'
  }${more}`
}

/** The columns with these names, in this order; found in a map, since a table may have 100,000. */
export function columnsOf(table: Table, names: readonly string[]): Column[] {
  checkIsTable(table)
  const byName = new Map(table.columns.map((column) => [column.name, column]))
  return names.map((name) => {
    const match = byName.get(name)
    if (match) return match
    throw new DataError(`${table.name} has no column ${formatValue(name)}; it has ${listNames([...byName.keys()])}.`)
  })
}

/**
 * The types with which `parseCsv` and `tableFromRows` read the columns of this table again: numbers, or its categories in their order.
 *
 * @example
 * ```ts
 * import { parseCsv, typesOf } from '@thinned/data'
 *
 * console.log(typesOf(parseCsv('height,crop\n1.5,leek\n0.5,kale\n'))) // { height: 'number', crop: [ 'kale', 'leek' ] }
 * ```
 */
export function typesOf(table: Table): Record<string, ColumnType> {
  checkIsTable(table)
  return Object.fromEntries(
    table.columns.map((column) => [column.name, column.kind === 'number' ? column.kind : column.categories]),
  )
}

/**
 * The table with these columns alone, in this order.
 *
 * @throws {DataError} on a name that no column has, and on a name given twice.
 * @example
 * ```ts
 * import { parseCsv, selectColumns } from '@thinned/data'
 *
 * const table = parseCsv('id,height,crop\n17,1.5,leek\n18,0.5,kale\n')
 * console.log(selectColumns(table, ['crop', 'height']).columns.map(({ name }) => name)) // [ 'crop', 'height' ]
 * ```
 */
export function selectColumns(table: Table, names: readonly string[]): Table {
  checkNameList('selectColumns', names)
  const repeated = firstRepeated(names)
  if (repeated !== undefined)
    throw new DataError(`selectColumns was given the column ${JSON.stringify(repeated)} twice; names must differ.`)
  return { ...table, columns: columnsOf(table, names) }
}

/**
 * The table without these columns, such as an id, which says nothing about the target.
 *
 * @throws {DataError} on a name that no column has.
 * @example
 * ```ts
 * import { dropColumns, parseCsv } from '@thinned/data'
 *
 * const table = parseCsv('id,height,crop\n17,1.5,leek\n18,0.5,kale\n')
 * console.log(dropColumns(table, ['id']).columns.map(({ name }) => name)) // [ 'height', 'crop' ]
 * ```
 */
export function dropColumns(table: Table, names: readonly string[]): Table {
  checkNameList('dropColumns', names)
  const dropped = new Set(columnsOf(table, names))
  return { ...table, columns: table.columns.filter((column) => !dropped.has(column)) }
}

/**
 * The rows that have a value in each of these columns. Training needs it for the target, whose missing values nothing can fill in.
 *
 * @throws {DataError} on a name that no column has.
 * @example
 * ```ts
 * import { dropMissingRows, parseCsv } from '@thinned/data'
 *
 * const table = parseCsv('height,crop\n1.5,leek\n0.5,NA\nNA,kale\n')
 * console.log(dropMissingRows(table, ['crop']).rows, dropMissingRows(table, ['height', 'crop']).rows) // 2 1
 * ```
 */
export function dropMissingRows(table: Table, names: readonly string[]): Table {
  checkNameList('dropMissingRows', names)
  const missing = new Set(columnsOf(table, names).flatMap(missingRows))
  const complete = Array.from({ length: table.rows }, (_, row) => row).filter((row) => !missing.has(row))
  return takeTable(table, complete)
}

/** The first name that stands before, or undefined where all differ. */
export function firstRepeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>()
  return names.find((name) => seen.size === seen.add(name).size)
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

/**
 * The rows at `indices`, in that order, copied; repetitions are allowed. Categories keep their codes, even where no row has them any more.
 *
 * @throws {DataError} on an index that is no row.
 * @example
 * ```ts
 * import { columnOf, parseCsv, takeTable } from '@thinned/data'
 *
 * const table = parseCsv('x\n1\n2\n3\n')
 * console.log(columnOf(takeTable(table, [2, 0]), 'x')) // { kind: 'number', name: 'x', values: Float64Array(2) [ 3, 1 ] }
 * ```
 */
export function takeTable(table: Table, indices: ArrayLike<number>): Table {
  checkIsTable(table)
  checkIndices(indices, table.rows)
  const taken = (column: Column): Column =>
    column.kind === 'number'
      ? { ...column, values: Float64Array.from(indices, (row) => column.values[row]!) }
      : { ...column, codes: Int32Array.from(indices, (row) => column.codes[row]!) }
  return { ...table, rows: indices.length, columns: table.columns.map(taken) }
}

/**
 * Cuts a table into parts without overlap, shuffled by the key, as `splitRows` does. Split before you fit `preprocess`: it must not learn
 * from held-out rows.
 *
 * @throws {DataError} unless sizes are all counts or all fractions, and within what there is.
 * @example
 * ```ts
 * import { parseCsv, splitTable } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const table = parseCsv('x\n1\n2\n3\n4\n')
 * const { train, test } = splitTable(table, { train: 0.75, test: 0.25 }, key(1))
 * console.log(train.rows, test.rows) // 3 1
 * ```
 */
export function splitTable<const Name extends string>(
  table: Table,
  sizes: Readonly<Record<Name, number>>,
  key: Key,
  ...none: []
): Record<Name, Table> {
  checkNone('splitTable', none, 'it takes a table, sizes and a key')
  checkIsTable(table)
  const parts = Object.entries<Uint32Array>(splitRows(table.rows, sizes, key, table.name))
  const named = parts.map(([part, rows]) => [part, { ...takeTable(table, rows), name: `${table.name} (${part})` }])
  return Object.fromEntries(named) as Record<Name, Table>
}
