import { DataError } from '../../data-error.ts'
import { type Column, MISSING_WORDS, type Table } from '../../table/table.ts'

/** How a missing value is written. The empty word would make an empty line of a table of one column, which `parseCsv` skips at the end. */
const MISSING: (typeof MISSING_WORDS)[number] = 'NA'

/**
 * A table as comma-separated values with a first row of names, lines ending in LF, missing values as NA; `parseCsv` reads the same table
 * from it, where its types can be inferred.
 *
 * @throws {DataError} if a category is a text that is read as missing.
 * @example
 * ```ts
 * import { formatCsv, parseCsv } from '@thinned/data'
 *
 * console.log(JSON.stringify(formatCsv(parseCsv('a; b\n1.50; x,y\n', { delimiter: ';' })))) // "a,b\n1.5,\"x,y\"\n"
 * ```
 */
export function formatCsv(table: Table): string {
  const texts = table.columns.map((column) => cellsOf(column).map(quoted))
  const lines = Array.from({ length: table.rows }, (_, row) => texts.map((column) => column[row]).join(','))
  return [table.columns.map(({ name }) => quoted(name)).join(','), ...lines, ''].join('\n')
}

function cellsOf(column: Column): string[] {
  if (column.kind === 'number')
    return Array.from(column.values, (value) =>
      Number.isNaN(value) ? MISSING : Object.is(value, -0) ? '-0' : `${value}`,
    )
  const confused = column.categories.find((category) => MISSING_WORDS.some((word) => word === category))
  if (confused !== undefined)
    throw new DataError(
      `Column ${JSON.stringify(column.name)} has the category ${JSON.stringify(confused)}, which would be read as missing; rename it.`,
    )
  return Array.from(column.codes, (code) => (code < 0 ? MISSING : column.categories[code]!))
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$|^\ufeff|^$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
