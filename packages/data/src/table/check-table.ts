import { formatValue } from '@thinned/schema'
import { DataError } from '../data-error.ts'
import { arrayKind } from '../dataset/array-kind.ts'
import type { Column, Table } from './table.ts'

/**
 * Refuses what is no table, and a table whose columns are of other arrays than a column has, of other lengths, or with codes beyond the categories.
 *
 * @throws {DataError} naming the column.
 */
export function checkTable(table: Table): void {
  checkIsTable(table)
  for (const column of table.columns) checkColumn(column, table)
}

/** Refuses what is no table. */
export function checkIsTable(table: unknown): asserts table is Table {
  const { columns } = (table ?? {}) as Partial<Table>
  if (Array.isArray(columns) && columns.every(isColumn)) return
  throw new DataError(
    `A table was expected, as parseCsv and readCsv give it, where ${formatValue(table)} was given; of rows as objects, tableFromRows(rows) makes one.`,
  )
}

function isColumn(given: unknown): boolean {
  const { kind, name } = (given ?? {}) as Partial<Column>
  return typeof name === 'string' && (kind === 'number' || kind === 'category')
}

function checkColumn(column: Column, { name, rows }: Table): void {
  const subject = `The column ${JSON.stringify(column.name)} of ${name}`
  const [option, data, kind] =
    column.kind === 'number' ? ['values', column.values, 'Float64Array'] : ['codes', column.codes, 'Int32Array']
  if (arrayKind(data) !== kind)
    throw new DataError(`${subject} has ${option} that are no ${kind}; write ${kind}.from(${option}).`, {
      code: 'invalid-data',
    })
  if (data.length !== rows)
    throw new DataError(`${subject} has ${data.length} elements; the table has ${rows} rows.`, { code: 'invalid-data' })
  if (column.kind === 'number') return
  if (!Array.isArray(column.categories))
    throw new DataError(`${subject} has categories that are no list of texts.`, { code: 'invalid-data' })
  const row = column.codes.findIndex((code) => code < -1 || code >= column.categories.length)
  if (row >= 0)
    throw new DataError(
      `${subject} has the code ${column.codes[row]} in row ${row}; with ${column.categories.length} categories codes are from 0 to ${column.categories.length - 1}, or -1 where a value is missing.`,
      { code: 'invalid-data' },
    )
}
