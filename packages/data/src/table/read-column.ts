import { DataError } from '../data-error.ts'
import type { Column } from './table.ts'

/** What a column holds: numbers, categories, or exactly these categories, in this order. */
export type ColumnType = 'number' | 'category' | readonly string[]

/** The cells of one column as text; undefined where a value is missing. */
export interface Cells {
  readonly name: string
  readonly texts: readonly (string | undefined)[]
  /** The position of a row, for an error. */
  rowPosition(row: number): string
}

/** A decimal number, as JSON has them and a little more: a sign, digits with or without a point on either side, an exponent. */
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/

/** A number with zeros in front, as codes have them: 01234 and 1234 are two zip codes and one number. */
const PADDED = /^[+-]?0\d/

/** Whether a text is a decimal number. */
export function isNumberText(text: string): boolean {
  return NUMBER.test(text)
}

/** Whether `readColumn` without a type takes a column of this text alone for numbers. */
export function isPlainNumber(text: string): boolean {
  return NUMBER.test(text) && !PADDED.test(text)
}

/** What becomes of a column without a type that is neither clearly numbers nor clearly categories: an error, or categories. */
export type Ambiguous = 'error' | 'category'

/**
 * A column of the given type. Without one: numbers if all cells are numbers, and categories if no cell is, or if all are numbers of which one has
 * zeros in front, as codes do. Ambiguous are numbers beside texts, and numbers that float64 does not hold.
 *
 * @throws {DataError} on a cell of another type, and without a type on an ambiguous column, unless those are categories.
 */
export function readColumn(cells: Cells, type: ColumnType | undefined, ambiguous: Ambiguous = 'error'): Column {
  const { name, texts } = cells
  if (type !== undefined && type !== 'number' && type !== 'category' && !Array.isArray(type))
    throw new DataError(
      `types gives the column ${JSON.stringify(name)} the type ${JSON.stringify(type)}; it is 'number', 'category' or a list of categories.`,
    )
  const firstText = texts.findIndex((text) => text !== undefined && !NUMBER.test(text))
  if (type === 'number') {
    if (firstText < 0) return numberColumn(cells)
    throw new DataError(
      `Column ${JSON.stringify(name)} holds numbers, but is ${JSON.stringify(texts[firstText])} in ${cells.rowPosition(firstText)}. Correct it, or list it in missing.`,
      { code: 'invalid-data' },
    )
  }
  if (type === undefined) {
    const isPadded = texts.some((text) => text !== undefined && PADDED.test(text) && NUMBER.test(text))
    const firstNumber = firstText < 0 ? -1 : texts.findIndex((text) => text !== undefined && isPlainNumber(text))
    if (ambiguous === 'category') {
      if (firstText < 0 && !isPadded && cells.texts.every(isHeld)) return numberColumn(cells)
    } else {
      if (firstNumber >= 0) throw mixedTypes(cells, firstNumber, firstText)
      if (firstText < 0 && !isPadded) return checkDigits(cells, numberColumn(cells))
    }
  }
  return categoryColumn(cells, Array.isArray(type) ? checkCategories(name, type) : undefined)
}

function numberColumn({ name, texts, rowPosition }: Cells): NumberColumnOf {
  const values = Float64Array.from(texts, (text) => (text === undefined ? Number.NaN : Number(text)))
  const infinite = values.findIndex((value) => Math.abs(value) === Infinity)
  if (infinite < 0) return { kind: 'number', name, values }
  throw new DataError(
    `Column ${JSON.stringify(name)} is ${texts[infinite]} in ${rowPosition(infinite)}, which no float64 can hold.`,
    { code: 'invalid-data' },
  )
}

type NumberColumnOf = Extract<Column, { kind: 'number' }>

/** Refuses a whole number that float64 lacks: ids of 17 digits would become equal. */
function checkDigits({ name, texts, rowPosition }: Cells, column: NumberColumnOf): Column {
  const row = texts.findIndex((text, i) => text !== undefined && !hasDigitsOf(column.values[i]!, text))
  if (row < 0) return column
  const quoted = JSON.stringify(name)
  throw new DataError(
    `Column ${quoted} is ${texts[row]} in ${rowPosition(row)}, which float64 rounds to ${numberText(column.values[row]!)}. Give types: { ${quoted}: 'category' } to keep the text, as of an id, or 'number' to round it.`,
    { code: 'invalid-data' },
  )
}

/** Whether float64 holds the number of a text; a missing value is held. */
function isHeld(text: string | undefined): boolean {
  return text === undefined || (Number.isFinite(Number(text)) && hasDigitsOf(Number(text), text))
}

/** Whether a number has the digits of its text; other than a whole number beyond 2^53, it may have them rounded, but not to 0. */
function hasDigitsOf(value: number, text: string): boolean {
  if (value === 0) return !/^[^eE]*[1-9]/.test(text)
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return true
  const [, whole, fraction = ''] = /^[+-]?(\d+)(?:\.(\d*))?$/.exec(text) ?? []
  return whole === undefined || (BigInt(whole) === BigInt(Math.abs(value)) && !/[1-9]/.test(fraction))
}

/** A finite number as the text that `readColumn` reads as the same number: all digits of whole numbers up to 10^21. */
export function numberText(value: number): string {
  if (Object.is(value, -0)) return '-0'
  return Math.abs(value) > Number.MAX_SAFE_INTEGER && Math.abs(value) < 1e21 ? `${BigInt(value)}` : `${value}`
}

function categoryColumn({ name, texts, rowPosition }: Cells, given: readonly string[] | undefined): Column {
  const present = () => new Set(texts.filter((text) => text !== undefined))
  const categories = given ?? [...present()].sort(byCodeUnit)
  const numbers = new Map(categories.map((category, code) => [category, code]))
  const codes = Int32Array.from(texts, (text) => (text === undefined ? -1 : (numbers.get(text) ?? -2)))
  const unknown = codes.indexOf(-2)
  if (unknown < 0) return { kind: 'category', name, codes, categories }
  throw new DataError(
    `Column ${JSON.stringify(name)} is ${JSON.stringify(texts[unknown])} in ${rowPosition(unknown)}; the given categories are ${listCategories(categories)}.`,
    { code: 'invalid-data' },
  )
}

function mixedTypes({ name, texts, rowPosition }: Cells, firstNumber: number, firstText: number): DataError {
  return new DataError(
    `Column ${JSON.stringify(name)} is the number ${texts[firstNumber]} in ${rowPosition(firstNumber)}, but ${JSON.stringify(texts[firstText])} in ${rowPosition(firstText)}. Correct the cell, list ${JSON.stringify(texts[firstText])} in missing, or give types: { ${JSON.stringify(name)}: 'category' }.`,
    { code: 'invalid-data' },
  )
}

function checkCategories(name: string, categories: readonly string[]): readonly string[] {
  const other = categories.find((category) => typeof category !== 'string')
  if (other !== undefined)
    throw new DataError(
      `The categories given for column ${JSON.stringify(name)} include ${JSON.stringify(other)}; they are texts.`,
    )
  if (new Set(categories).size === categories.length) return [...categories]
  throw new DataError(
    `The categories given for column ${JSON.stringify(name)}, ${listCategories(categories)}, name one twice; each stands once.`,
  )
}

/** The most categories that a message lists. */
const LISTED = 20

/** Categories for a message: the first 20. */
export function listCategories(categories: readonly string[]): string {
  const more = categories.length > LISTED ? `, … (${categories.length} in all)` : ''
  return `${categories.slice(0, LISTED).join(', ')}${more}`
}

/** The order of the language's `<`, which no locale changes. */
function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
