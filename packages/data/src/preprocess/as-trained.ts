import { DataError } from '../data-error.ts'
import { checkTable } from '../table/check-table.ts'
import { isNumberText, listCategories, numberText } from '../table/read-column.ts'
import type { CategoryColumn, Column, NumberColumn, Table } from '../table/table.ts'
import { type Cell, type Row, tableFromRows } from '../table/table-from-rows.ts'
import { type FittedColumn, type PreprocessState, ruleOf } from './fitted-state.ts'

/**
 * The column with the kind that it had in training. In a table of few rows the types that are inferred may be others: a column without a value
 * is one of numbers, and so is one of categories that look like numbers.
 *
 * @throws {DataError} where a value is none of the other kind, or where its text is not known any more and decides.
 */
export function asTrained(column: Column, fitted: FittedColumn): Column {
  if (column.kind === fitted.kind) return column
  return column.kind === 'number' ? asCategories(column, fitted) : asNumbers(column)
}

function asNumbers({ name, codes, categories }: CategoryColumn): Column {
  const row = codes.findIndex((code) => code >= 0 && !isFiniteText(categories[code]!))
  if (row < 0)
    return {
      kind: 'number',
      name,
      values: Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : Number(categories[code]!))),
    }
  // A single text among numbers often stands for a missing value.
  const text = JSON.stringify(categories[codes[row]!])
  throw new DataError(
    `The column ${JSON.stringify(name)} is ${text} in row ${row}, but held numbers in training. Correct the cell, or, if ${text} stands for a missing value, list it in missing when reading.`,
    { code: 'invalid-data' },
  )
}

const isFiniteText = (text: string): boolean => isNumberText(text) && Number.isFinite(Number(text))

function asCategories({ name, values }: NumberColumn, fitted: FittedColumn): Column {
  const textOf = textsOfNumbers(fitted)
  const texts = Array.from(values, (value, row) => (Number.isNaN(value) ? undefined : textOf(value, row)))
  const categories = [...new Set(texts.filter((text) => text !== undefined))]
  const numbers = new Map(categories.map((category, code) => [category, code]))
  const codes = Int32Array.from(texts, (text) => (text === undefined ? -1 : numbers.get(text)!))
  return { kind: 'category', name, codes, categories }
}

/** The category that a number stands for: the one of its text. Where training had another text of the same number, the number does not tell. */
function textsOfNumbers(fitted: FittedColumn): (value: number, row: number) => string {
  const { name } = fitted
  const known = new Map<number, string[]>()
  for (const category of categoriesOf(fitted).filter(isNumberText)) {
    const same = known.get(Number(category))
    if (same) same.push(category)
    else known.set(Number(category), [category])
  }
  return (value, row) => {
    const text = numberText(value)
    const same = known.get(value) ?? []
    const other = same.find((category) => category !== text)
    if (other === undefined) return text
    throw new DataError(
      `The column ${JSON.stringify(name)} is the number ${text} in row ${row}, but held categories in training, of which ${listCategories(same)} ${same.length > 1 ? 'are this number' : 'is this number'}. Give the text: read a file with the types of the fitted preprocessing, parseCsv(text, { types: prepare.types }).`,
      { code: 'invalid-data' },
    )
  }
}

function categoriesOf({ categories, steps }: FittedColumn): readonly string[] {
  const last = steps.at(-1)
  return categories ?? (last && ruleOf(last).replaces?.(last)) ?? []
}

/** The column with the codes that its categories had in training. */
export function renumber(column: CategoryColumn, categories: readonly string[]): Column {
  const numbers = new Map(categories.map((category, code) => [category, code]))
  const codes = column.categories.map((category) => numbers.get(category) ?? -1)
  const row = column.codes.findIndex((code) => code >= 0 && codes[code]! < 0)
  if (row < 0) return { ...column, categories, codes: column.codes.map((code) => (code < 0 ? -1 : codes[code]!)) }
  throw new DataError(
    `The column ${JSON.stringify(column.name)} is ${JSON.stringify(column.categories[column.codes[row]!])} in row ${row}, a category that training did not have (${listCategories(categories)}).`,
    { code: 'invalid-data' },
  )
}

/** A table, or rows as objects as a table, with the columns and kinds of training. A value that a row lacks is missing. */
export function tableOf(given: Table | readonly Row[], { columns, dropped }: PreprocessState): Table {
  if (!Array.isArray(given)) {
    if (typeof given === 'object' && given !== null && 'columns' in given) {
      checkTable(given)
      return given
    }
    throw new DataError(
      'Fitted preprocessing takes a table, or rows as a list of objects; of one row write [{ height: 1.5 }].',
    )
  }
  const rows: readonly Row[] = given
  const isPresent = ({ name }: FittedColumn): boolean =>
    rows.some((row) => typeof row === 'object' && row !== null && Object.hasOwn(row, name))
  const expected = columns.filter((column) => !column.target || isPresent(column))
  const texts = new Map(
    expected.filter(({ kind }) => kind === 'category').map((column) => [column.name, textsOfNumbers(column)]),
  )
  const left = new Set(dropped)
  const withTexts = (row: Row, i: number): Row => {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) return row
    const cells = Object.entries(row).filter(([name]) => !left.has(name))
    return Object.fromEntries(
      cells.map(([name, cell]): [string, Cell] => {
        const textOf = typeof cell === 'number' && Number.isFinite(cell) ? texts.get(name) : undefined
        return [name, textOf ? textOf(cell as number, i) : cell]
      }),
    )
  }
  return tableFromRows(rows.map(withTexts), {
    name: 'the rows',
    names: expected.map(({ name }) => name),
    types: Object.fromEntries(expected.map(({ name, kind }) => [name, kind])),
  })
}
