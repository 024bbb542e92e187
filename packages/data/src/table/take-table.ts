import type { Key } from '@thinned/rng'
import type { NdArray } from '../nd-array.ts'
import { splitDataset } from '../split.ts'
import { takeRows } from '../take.ts'
import type { Column, Table } from './table.ts'

/**
 * The rows at `indices`, in that order, copied; repetitions are allowed. Categories stay as they are, also those that no row has any more.
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
  const order = takeRows(rowNumbers(table), indices).data
  const taken = (column: Column): Column =>
    column.kind === 'number'
      ? { ...column, values: Float64Array.from(order, (row) => column.values[row]!) }
      : { ...column, codes: Int32Array.from(order, (row) => column.codes[row]!) }
  return { ...table, rows: order.length, columns: table.columns.map(taken) }
}

/**
 * Cuts a table into parts without overlap, shuffled by the key, as `splitDataset` does a data set. Split before `preprocess` is fitted, so
 * that what is held out has no part in it.
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
  const numbers = rowNumbers(table)
  const parts = splitDataset({ name: table.name, inputs: numbers, targets: numbers }, sizes, key)
  const entries = Object.entries(parts) as [Name, { name: string; inputs: NdArray<Int32Array> }][]
  return Object.fromEntries(
    entries.map(([part, { name, inputs }]) => [part, { ...takeTable(table, inputs.data), name }]),
  ) as Record<Name, Table>
}

function rowNumbers({ rows }: Table): NdArray<Int32Array> {
  return { data: Int32Array.from({ length: rows }, (_, row) => row), shape: [rows] }
}
