import type { Key } from '@thinned/rng'
import { splitRows } from '../dataset/split.ts'
import { checkIndices } from '../dataset/take.ts'
import type { Column, Table } from './table.ts'

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
): Record<Name, Table> {
  const parts = Object.entries<Uint32Array>(splitRows(table.rows, sizes, key, table.name))
  const named = parts.map(([part, rows]) => [part, { ...takeTable(table, rows), name: `${table.name} (${part})` }])
  return Object.fromEntries(named) as Record<Name, Table>
}
