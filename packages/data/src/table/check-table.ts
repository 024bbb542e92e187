import { DataError } from '../data-error.ts'
import { arrayKind } from '../dataset/array-kind.ts'
import type { Column, Table } from './table.ts'

/**
 * Refuses what is no table, and a table whose columns are of other arrays than a column has, of other lengths, or with codes beyond the categories.
 *
 * @throws {DataError} naming the column.
 */
export function checkTable(table: Table): void {
  if (typeof table !== 'object' || table === null || !Array.isArray(table.columns))
    throw new DataError(
      'A table was expected, as parseCsv and readCsv give it; of rows as objects, tableFromRows(rows) makes one.',
    )
  for (const column of table.columns) checkColumn(column, table)
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
  const row = column.codes.findIndex((code) => code < -1 || code >= column.categories.length)
  if (row >= 0)
    throw new DataError(
      `${subject} has the code ${column.codes[row]} in row ${row}; with ${column.categories.length} categories codes are from 0 to ${column.categories.length - 1}, or -1 where a value is missing.`,
      { code: 'invalid-data' },
    )
}
