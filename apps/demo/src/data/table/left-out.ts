import type { CategoryColumn, Column, NumberColumn } from '@thinned/data'
import { cellOf, counted, NUMBERS_TAKE, numberWithCommas, quoted, textAmongNumbers } from './text.ts'

/** Fewer different texts are categories, however few rows have them. */
const FEWEST_TEXTS = 10

/** Whole numbers of so many digits are ids: no measurement has them. */
const DIGITS_OF_IDS = 14

/**
 * Why a column says nothing about a target, judged by all rows of the table: it is constant, or it only names or counts the rows. Undefined where it
 * may be learned from. The sentence begins with the column.
 */
export function uselessness(column: Column, rows: readonly number[]): string | undefined {
  const constant = constancy(column, rows, 'row')
  if (constant) return constant
  return column.kind === 'category' ? ofTexts(column, rows) : ofNumbers(column, rows)
}

/** Why a column is constant in these rows, missing values among them. */
export function constancy(column: Column, rows: readonly number[], noun: string): string | undefined {
  const first = cellOf(column, rows[0]!)
  if (rows.some((row) => cellOf(column, row) !== first)) return undefined
  return first === '' ? `has no value in any ${noun}` : `is ${quoted(first)} in every ${noun}`
}

/** Texts of which most rows have their own. */
function ofTexts(column: CategoryColumn, rows: readonly number[]): string | undefined {
  const codes = rows.map((row) => column.codes[row]!).filter((code) => code >= 0)
  const different = new Set(codes).size
  if (different < FEWEST_TEXTS || different <= codes.length / 2) return undefined
  return `has ${different.toLocaleString('en-US')} different texts in ${counted(codes.length, 'row')}, as ids and names have${hint(column)}`
}

/** What may be wrong where numbers were taken for texts. */
function hint(column: CategoryColumn): string {
  const withCommas = numberWithCommas(column)
  if (withCommas !== undefined) return ` (it holds numbers with commas, such as ${quoted(withCommas)}; ${NUMBERS_TAKE})`
  const text = textAmongNumbers(column)
  if (text === undefined) return ''
  return ` (beside numbers it holds texts, such as ${quoted(text)}; --missing names words that mean a missing value)`
}

/** Whole numbers that all differ, and count the rows, have the digits of an id, or its name. */
function ofNumbers({ name, values }: NumberColumn, rows: readonly number[]): string | undefined {
  const present = rows.map((row) => values[row]!).filter((value) => !Number.isNaN(value))
  if (!present.every(Number.isInteger) || new Set(present).size < present.length) return undefined
  const [low, high] = present.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [Infinity, -Infinity])
  if (present.length >= FEWEST_TEXTS && high! - low! === present.length - 1)
    return `counts the rows, from ${low} to ${high}`
  const digits = String(high).length
  if (digits >= DIGITS_OF_IDS && String(low).length === digits)
    return `has numbers of ${digits} digits that all differ, as ids have`
  return /(^|[^a-z])id$/i.test(name) || /[a-z]I[dD]$/.test(name)
    ? 'has whole numbers that all differ, and the name of an id'
    : undefined
}
