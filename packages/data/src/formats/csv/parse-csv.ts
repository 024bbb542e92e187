import { either, type Fields, formatValue, func, oneOf, optional, value, withDefault } from '@thinned/schema'
import { DataError } from '../../data-error.ts'
import { dataOptions, nameOr, texts } from '../../options.ts'
import { type Ambiguous, type ColumnType, readColumn } from '../../table/read-column.ts'
import { MISSING_WORDS, type Table } from '../../table/table.ts'
import { columnTypes, readerNames } from '../../table/table-options.ts'
import { lineAt, MalformedCsv, type Records, readRecords } from './read-records.ts'

export interface CsvOptions {
  /** The name in errors and data sets. Default 'table'. */
  readonly name?: string
  /** The delimiter of cells: one or more characters. Default ','. */
  readonly delimiter?: string
  /**
   * Names of the columns, for a text whose first row is data; or a function that makes the names of those in the first row, for columns without a
   * name and names that stand twice. Default: the first row has them.
   */
  readonly names?: readonly string[] | ((firstRow: readonly string[]) => readonly string[])
  /**
   * What columns hold, by name. Default: numbers if all cells that are not missing are numbers, categories if none is, or if one is a number with
   * zeros in front, as of a zip code. For a table to predict, give the `types` of the fitted preprocessing.
   */
  readonly types?: Readonly<Record<string, ColumnType>>
  /**
   * What becomes of a column without a type in which numbers stand beside texts, or that has numbers float64 does not hold, such as ids of 17
   * digits: an error, or categories. Default 'error'.
   */
  readonly ambiguous?: Ambiguous
  /** Texts that stand for a missing value. Default: '', 'NA', 'NaN', 'null'. */
  readonly missing?: readonly string[]
}

/** The schemas of the options, which `readCsv` has, too. */
export const csvFields: Fields<CsvOptions, 'name' | 'delimiter' | 'types' | 'ambiguous' | 'missing'> = {
  name: nameOr('table'),
  delimiter: withDefault(
    value<string>(
      "a text without quotes and line ends, such as ',' or '\\t'",
      (given) => typeof given === 'string' && given !== '' && !/["\r\n]/.test(given),
    ),
    ',',
  ),
  names: optional(either<NonNullable<CsvOptions['names']>>(texts, func())),
  types: withDefault(columnTypes, {}),
  ambiguous: withDefault<Ambiguous>(oneOf('error', 'category'), 'error'),
  missing: withDefault<readonly string[]>(texts, MISSING_WORDS),
}

const read = dataOptions('parseCsv', csvFields, readerNames)

/**
 * Reads comma-separated values (RFC 4180): cells may be quoted, with delimiters, line ends and doubled quotes inside; lines end in LF, CRLF
 * or CR. A byte order mark, empty lines, and blanks around a cell are ignored; in a table of one column, an empty line before another row is a
 * missing value. Types are inferred from all rows; a column of numbers and text is an error, and so is a whole number with
 * more digits than float64 has. Inferred categories are sorted by code unit, so that they do not depend on the order of rows.
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
  const { name, delimiter, names: given, types, ambiguous, missing: missingWords } = read(options)
  checkText(text)
  const { cells, ends } = recordsOf(text, name, delimiter)
  const header = Array.isArray(given) ? 0 : 1
  const names = checkNames(namesOf(given, cells[0] ?? []), name)
  if (header === 1) checkDelimiter(text, cells, delimiter, name)
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
  const missing = new Set<string>(missingWords)
  const columns = names.map((column, index) => {
    const texts = records.map((record) => (missing.has(record[index]!) ? undefined : record[index]!))
    const type = Object.hasOwn(types, column) ? types[column] : undefined
    return readColumn({ name: column, texts, rowPosition }, type, ambiguous)
  })
  return { name, rows: records.length, columns }
}

function namesOf(given: CsvOptions['names'], firstRow: readonly string[]): readonly string[] {
  if (typeof given !== 'function') return given ?? firstRow
  const names = given([...firstRow])
  if (!Array.isArray(names) || names.some((name) => typeof name !== 'string') || names.length !== firstRow.length)
    throw new DataError(
      `The function names made ${formatValue(names)} of a first row of ${firstRow.length} names; it gives a list of as many texts.`,
    )
  return names
}

function checkText(text: unknown): asserts text is string {
  if (typeof text === 'string') return
  throw new DataError(
    `parseCsv was given ${formatValue(text)} as its text; it reads one text. Of rows as objects, tableFromRows(rows) makes a table; readCsv of @thinned/data/node reads a file.`,
  )
}

function recordsOf(text: string, name: string, delimiter: string): Records {
  try {
    return readRecords(text, delimiter)
  } catch (error) {
    if (!(error instanceof MalformedCsv)) throw error
    throw new DataError(
      `${name} is not well-formed CSV: ${error.what} (line ${lineAt(text, error.at)}). Quotes inside a quoted cell are doubled.`,
    )
  }
}

/** Refuses one column whose every line has another delimiter in it, unless its name is quoted. */
function checkDelimiter(text: string, cells: Records['cells'], delimiter: string, name: string): void {
  if (cells[0]!.length !== 1 || /^\ufeff?\s*"/.test(text)) return
  const other = DELIMITERS.find((each) => each !== delimiter && cells.every(([cell]) => cell!.includes(each)))
  if (other !== undefined)
    throw new DataError(
      `${name} has one column, named ${formatValue(cells[0]![0])}, with ${formatValue(other)} in every line. Write { delimiter: ${other === '\t' ? "'\\t'" : `'${other}'`} } where that divides the cells; quote the name in the first line where it does not.`,
      { code: 'invalid-data' },
    )
}

const DELIMITERS = [';', '\t', '|', ','] as const

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
