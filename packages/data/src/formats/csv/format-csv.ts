import { type Fields, withDefault } from '@thinned/schema'
import { DataError } from '../../data-error.ts'
import { dataOptions } from '../../options.ts'
import { checkTable } from '../../table/check-table.ts'
import { type ColumnType, isNumberText, isPlainNumber, numberText } from '../../table/read-column.ts'
import { type CategoryColumn, type Column, MISSING_WORDS, type Table } from '../../table/table.ts'
import { columnTypes, readerNames } from '../../table/table-options.ts'

export interface FormatCsvOptions {
  /** The types that the reader will give. Columns without one are written only if their kind can be inferred. */
  readonly types?: Readonly<Record<string, ColumnType>>
}

const read = dataOptions('formatCsv', { types: withDefault(columnTypes, {}) } satisfies Fields<FormatCsvOptions>, {
  ...readerNames,
  missing: 'none: missing values are written as NA',
  delimiter: "none: cells are delimited by ','",
})

/** How a missing value is written. The empty word would make an empty line of a table of one column, which `parseCsv` skips at the end. */
const MISSING: (typeof MISSING_WORDS)[number] = 'NA'

/**
 * A table as comma-separated values with a first row of names, lines ending in LF, missing values as NA. `parseCsv` reads the same numbers and
 * categories from it; with `types: typesOf(table)` the same codes, too.
 *
 * @throws {DataError} if a category is a text that is read as missing, or if categories look like numbers and no type is given.
 * @example
 * ```ts
 * import { formatCsv, parseCsv, typesOf } from '@thinned/data'
 *
 * console.log(JSON.stringify(formatCsv(parseCsv('a; b\n1.50; x,y\n', { delimiter: ';' })))) // "a,b\n1.5,\"x,y\"\n"
 *
 * const floors = parseCsv('floor\n1\n2\n', { types: { floor: 'category' } })
 * const types = typesOf(floors)
 * console.log(parseCsv(formatCsv(floors, { types }), { types }).columns[0]!.kind) // category
 * ```
 */
export function formatCsv(table: Table, options: FormatCsvOptions = {}): string {
  const { types } = read(options)
  checkTable(table)
  const texts = table.columns.map((column) => cellsOf(column, Object.hasOwn(types, column.name)).map(quoted))
  const lines = Array.from({ length: table.rows }, (_, row) => texts.map((column) => column[row]).join(','))
  const [only] = table.columns.length === 1 ? table.columns : []
  // A name with another delimiter in it is quoted, so that parseCsv does not take the column for several.
  const header =
    only && /[;\t|]/.test(only.name) ? enclosed(only.name) : table.columns.map(({ name }) => quoted(name)).join(',')
  return [header, ...lines, ''].join('\n')
}

function cellsOf(column: Column, isTyped: boolean): string[] {
  if (column.kind === 'number')
    return Array.from(column.values, (value) => (Number.isNaN(value) ? MISSING : numberText(value)))
  const confused = column.categories.find((category) => MISSING_WORDS.some((word) => word === category))
  if (confused !== undefined)
    throw new DataError(
      `Column ${JSON.stringify(column.name)} has the category ${JSON.stringify(confused)}, which would be read as missing; rename it.`,
    )
  if (!isTyped) checkInferable(column)
  return Array.from(column.codes, (code) => (code < 0 ? MISSING : column.categories[code]!))
}

/** Refuses categories that would be read as numbers, or as a mixture of numbers and text. */
function checkInferable({ name, codes, categories }: CategoryColumn): void {
  const present = [...new Set(codes)].filter((code) => code >= 0).map((code) => categories[code]!)
  const plain = present.find(isPlainNumber)
  if (plain === undefined || (present.every(isNumberText) && !present.every(isPlainNumber))) return
  throw new DataError(
    `Column ${JSON.stringify(name)} holds categories, but the category ${JSON.stringify(plain)} would be read as a number. Write it with formatCsv(table, { types }) and read it with parseCsv(text, { types }), where types = typesOf(table).`,
  )
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$|^\ufeff|^$/.test(text) ? enclosed(text) : text
}

function enclosed(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
