import { DataError } from '../../data-error.ts'
import { type Column, MISSING_WORDS, type Table } from '../../table/table.ts'
import { lineAt, MalformedCsv, type Records, readRecords } from './read-records.ts'

export interface CsvOptions {
  /** The name in errors and data sets. Default 'table'. */
  readonly name?: string
  /** The delimiter of cells: one or more characters. Default ','. */
  readonly delimiter?: string
  /** Names of the columns, for a text whose first row is data. Default: the first row has them. */
  readonly names?: readonly string[]
  /** What columns hold, by name. Default: numbers if all cells that are not missing are numbers, categories if none is. */
  readonly types?: Readonly<Record<string, ColumnType>>
  /** Texts that stand for a missing value. Default: '', 'NA', 'NaN', 'null'. */
  readonly missing?: readonly string[]
}

/**
 * Reads comma-separated values (RFC 4180): cells may be quoted, with delimiters, line ends and doubled quotes inside; lines end in LF, CRLF
 * or CR. A byte order mark, empty lines, and blanks around a cell are ignored; in a table of one column, an empty line before another row is a
 * missing value. Types are inferred from all rows; a column of numbers and text is an error. Inferred categories are sorted by code unit, so
 * that they do not depend on the order of rows.
 *
 * @throws {DataError} naming the line and column of what does not fit: an open quote, a row that is too long, a cell of another type.
 * @example
 * ```ts
 * import { columnOf, parseCsv } from '@thinned/data'
 *
 * const height = columnOf(parseCsv('height,crop\n1.5,leek\nNA,"kale, red"\n'), 'height')
 * if (height.kind === 'number') console.log(height.values) // Float64Array(2) [ 1.5, NaN ]
 * ```
 */
export function parseCsv(text: string, options: CsvOptions = {}): Table {
  const { name = 'table', types = {} } = options
  const { cells, ends } = recordsOf(text, options)
  const header = options.names === undefined ? 1 : 0
  const names = checkNames(options.names ?? cells[0] ?? [], name)
  checkTyped(Object.keys(types), names, name)
  // Rows are counted from 0, as everywhere; lines from 1, as editors do.
  const rowPosition = (row: number): string => `row ${row} (which ends in line ${lineAt(text, ends[row + header]!)})`
  const records = cells.slice(header)
  for (const [row, record] of records.entries()) {
    if (record.length !== names.length)
      throw new DataError(
        `${name} has ${names.length} columns, but ${record.length} cells in ${rowPosition(row)}. Is a cell with a delimiter not quoted?`,
      )
  }
  const missing = new Set(options.missing ?? MISSING_WORDS)
  const columns = names.map((column, index) =>
    readColumn(
      { name: column, texts: records.map((record) => record[index]!), missing, rowPosition },
      Object.hasOwn(types, column) ? types[column] : undefined,
    ),
  )
  return { name, rows: records.length, columns }
}

function recordsOf(text: string, { name = 'table', delimiter = ',' }: CsvOptions): Records {
  if (delimiter === '' || /["\r\n]/.test(delimiter))
    throw new DataError(
      `The delimiter is ${JSON.stringify(delimiter)}; it is text without quotes and line ends, as ',' or '\\t'.`,
    )
  try {
    return readRecords(text, delimiter)
  } catch (error) {
    if (!(error instanceof MalformedCsv)) throw error
    throw new DataError(
      `${name} is not well-formed CSV: ${error.what} (line ${lineAt(text, error.at)}). Quotes inside a quoted cell are doubled.`,
    )
  }
}

function checkNames(names: readonly string[], table: string): readonly string[] {
  if (names.length === 0)
    throw new DataError(`${table} is empty; a first row with the names of the columns was expected.`)
  const seen = new Set<string>()
  for (const [column, name] of names.entries()) {
    if (name === '')
      throw new DataError(
        `Column ${column} of ${table}, counted from 0, has no name. Give all of them in names or in the first row.`,
      )
    if (seen.has(name))
      throw new DataError(`${table} has two columns named ${JSON.stringify(name)}; names must differ.`)
    seen.add(name)
  }
  return names
}

/** The most names that a message lists. */
const LISTED = 20

function checkTyped(typed: readonly string[], names: readonly string[], table: string): void {
  if (typed.length === 0) return
  const known = new Set(names)
  const unknown = typed.find((name) => !known.has(name))
  if (unknown === undefined) return
  const listed = names.slice(0, LISTED).map((name) => JSON.stringify(name))
  throw new DataError(
    `types names the column ${JSON.stringify(unknown)}, but ${table} has ${listed.join(', ')}${names.length > LISTED ? `, … (${names.length} in all)` : ''}.`,
  )
}

/** What a column holds: numbers, categories, or exactly these categories, in this order. */
export type ColumnType = 'number' | 'category' | readonly string[]

/** The cells of one column as text. */
interface Cells {
  readonly name: string
  readonly texts: readonly string[]
  readonly missing: ReadonlySet<string>
  /** The position of a row, for an error. */
  rowPosition(row: number): string
}

/** A decimal number, as JSON has them and a little more: a sign, digits with or without a point on either side, an exponent. */
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/

/** A column of the given type; without one, of numbers if all cells are numbers, of categories if none is. */
function readColumn(cells: Cells, type: ColumnType | undefined): Column {
  const { name, texts, missing } = cells
  const isMissing = texts.map((text) => missing.has(text))
  const firstNumber = texts.findIndex((text, row) => !isMissing[row] && NUMBER.test(text))
  const firstText = texts.findIndex((text, row) => !isMissing[row] && !NUMBER.test(text))
  if (type === undefined && firstNumber >= 0 && firstText >= 0) throw mixedTypes(cells, firstNumber, firstText)
  if (type === 'number' || (type === undefined && firstText < 0)) {
    if (firstText >= 0) {
      throw new DataError(
        `Column ${JSON.stringify(name)} holds numbers, but is ${JSON.stringify(texts[firstText])} in ${cells.rowPosition(firstText)}. Correct it, or list it in missing.`,
      )
    }
    const values = Float64Array.from(texts, (text, row) => (isMissing[row] ? Number.NaN : Number(text)))
    const infinite = values.findIndex((value) => Math.abs(value) === Infinity)
    if (infinite < 0) return { kind: 'number', name, values }
    throw new DataError(
      `Column ${JSON.stringify(name)} is ${texts[infinite]} in ${cells.rowPosition(infinite)}, which no float64 can hold.`,
    )
  }
  const categories = Array.isArray(type)
    ? checkCategories(name, type)
    : [...new Set(texts.filter((_, row) => !isMissing[row]))].sort(byCodeUnit)
  const numbers = new Map(categories.map((category, code) => [category, code]))
  const codes = Int32Array.from(texts, (text, row) => (isMissing[row] ? -1 : (numbers.get(text) ?? -2)))
  const unknown = codes.indexOf(-2)
  if (unknown < 0) return { kind: 'category', name, codes, categories }
  throw new DataError(
    `Column ${JSON.stringify(name)} is ${JSON.stringify(texts[unknown])} in ${cells.rowPosition(unknown)}; the given categories are ${categories.join(', ')}.`,
  )
}

function mixedTypes({ name, texts, rowPosition }: Cells, firstNumber: number, firstText: number): DataError {
  return new DataError(
    `Column ${JSON.stringify(name)} is the number ${texts[firstNumber]} in ${rowPosition(firstNumber)}, but ${JSON.stringify(texts[firstText])} in ${rowPosition(firstText)}. Correct the cell, list ${JSON.stringify(texts[firstText])} in missing, or give types: { ${JSON.stringify(name)}: 'category' }.`,
  )
}

function checkCategories(name: string, categories: readonly string[]): readonly string[] {
  if (new Set(categories).size === categories.length) return [...categories]
  throw new DataError(
    `The categories given for column ${JSON.stringify(name)}, ${categories.join(', ')}, name one twice; each stands once.`,
  )
}

/** The order of the language's `<`, which no locale changes. */
function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
