import { type Fields, optional, withDefault } from '@thinned/schema'
import { DataError } from '../data-error.ts'
import { dataOptions, nameOr, texts } from '../options.ts'
import { type Cells, type ColumnType, numberText, readColumn } from './read-column.ts'
import { type Column, listNames, MISSING_WORDS, type Table } from './table.ts'
import { columnTypes, readerNames } from './table-options.ts'

/** A value of a row. Null, undefined and NaN are missing. */
export type Cell = number | string | boolean | bigint | null | undefined

/** A row of a table as an object: values by the names of columns. */
export type Row = Readonly<Record<string, Cell>>

export interface RowsOptions {
  /** The name in errors and data sets. Default 'table'. */
  readonly name?: string
  /** Names of the columns, in order; other names in a row are an error. Default: all names of all rows, as they come. */
  readonly names?: readonly string[]
  /** What columns hold, by name. Default: numbers if all values are numbers, categories if all are texts or booleans. */
  readonly types?: Readonly<Record<string, ColumnType>>
  /** Texts that stand for a missing value. Default: '', 'NA', 'NaN', 'null'. */
  readonly missing?: readonly string[]
}

const read = dataOptions(
  'tableFromRows',
  {
    name: nameOr('table'),
    names: optional(texts),
    types: withDefault(columnTypes, {}),
    missing: withDefault<readonly string[]>(texts, MISSING_WORDS),
  } satisfies Fields<RowsOptions>,
  readerNames,
)

/**
 * A table of rows that are objects, as JSON has them. A value that a row lacks is missing, as null, undefined and NaN are. Texts are categories,
 * even if they look like numbers, unless `types` says 'number'; true and false are the categories 'true' and 'false'.
 *
 * @throws {DataError} naming the row and column of what does not fit: a value of another type, a name that is not in `names`.
 * @example
 * ```ts
 * import { tableFromRows } from '@thinned/data'
 *
 * const { rows, columns } = tableFromRows([{ height: 1.5, crop: 'leek' }, { height: null, crop: 'kale' }])
 * console.log(rows, columns.map(({ name, kind }) => `${name}: ${kind}`)) // 2 [ 'height: number', 'crop: category' ]
 * ```
 */
export function tableFromRows(rows: readonly Row[], options: RowsOptions = {}): Table {
  const { name, names: given, types, missing } = read(options)
  const names = namesOf(rows, given, name)
  const words = new Set<string>(missing)
  const columns = names.map((column): Column => {
    const type = Object.hasOwn(types, column) ? types[column] : undefined
    return readColumn(...cellsOf(rows, column, type, words))
  })
  return { name, rows: rows.length, columns }
}

function namesOf(rows: readonly Row[], given: readonly string[] | undefined, table: string): readonly string[] {
  if (!Array.isArray(rows))
    throw new DataError(`Rows are a list of objects, but ${table} is none; of one row write [{ height: 1.5 }].`)
  const names = new Set(given)
  for (const [row, values] of rows.entries()) {
    if (typeof values !== 'object' || values === null || Array.isArray(values))
      throw new DataError(`Row ${row} of ${table} is no object; a row has its values by name: { height: 1.5 }.`)
    for (const name of Object.keys(values)) {
      if (given && !names.has(name))
        throw new DataError(
          `Row ${row} of ${table} has the value ${JSON.stringify(name)}, but the columns are ${listNames(given)}. Correct the name, or leave the value out.`,
        )
      names.add(name)
    }
  }
  if (names.size > 0 || given) return [...names]
  throw new DataError(`${table} has no rows to take the names of columns from; give names.`)
}

function cellsOf(
  rows: readonly Row[],
  name: string,
  type: ColumnType | undefined,
  missing: ReadonlySet<string>,
): [cells: Cells, type: ColumnType | undefined] {
  let firstNumber = -1
  let firstText = -1
  const texts = rows.map((row, i) => {
    const value: unknown = Object.hasOwn(row, name) ? row[name] : undefined
    if (value === undefined || value === null || Number.isNaN(value)) return undefined
    if (typeof value === 'string' && missing.has(value)) return undefined
    if (value === Infinity || value === -Infinity)
      throw new DataError(
        `The column ${JSON.stringify(name)} is ${value} in row ${i}; numbers are finite. Write null where a value is missing.`,
      )
    if (typeof value === 'number' || typeof value === 'bigint') {
      firstNumber = firstNumber < 0 ? i : firstNumber
      return typeof value === 'bigint' ? `${value}` : numberText(value)
    }
    if (typeof value !== 'string' && typeof value !== 'boolean')
      throw new DataError(
        `The column ${JSON.stringify(name)} is a value of the type ${typeof value} in row ${i}; values are numbers, texts, booleans or null.`,
      )
    firstText = firstText < 0 ? i : firstText
    return `${value}`
  })
  if (type === undefined && firstNumber >= 0 && firstText >= 0)
    throw new DataError(
      `The column ${JSON.stringify(name)} is the number ${texts[firstNumber]} in row ${firstNumber}, but the text ${JSON.stringify(texts[firstText])} in row ${firstText}. Correct the value, or give types: { ${JSON.stringify(name)}: 'number' } or 'category'.`,
    )
  const cells = { name, texts, rowPosition: (row: number) => `row ${row}` }
  return [cells, type ?? (firstText >= 0 ? 'category' : undefined)]
}
