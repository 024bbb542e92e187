import { DataError } from '../../data-error.ts'
import type { Column } from '../../table/table.ts'

/** What a column holds: numbers, categories, or exactly these categories, in this order. */
export type ColumnType = 'number' | 'category' | readonly string[]

/** The cells of one column as text. */
export interface Cells {
  readonly name: string
  readonly texts: readonly string[]
  readonly missing: ReadonlySet<string>
  /** The position of a row, for an error. */
  rowPosition(row: number): string
}

/** A decimal number, as JSON has them and a little more: a sign, digits with or without a point on either side, an exponent. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/** A column of the given type; without one, of numbers if all cells are numbers, of categories if none is. */
export function readColumn(cells: Cells, type: ColumnType | undefined): Column {
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
