import type { CategoryColumn, Column } from '@thinned/data'

const LONGEST = 32

/** A text of the user's data for a message: quoted, cut where it is long, without characters that steer a terminal. */
export function quoted(text: string): string {
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
  return JSON.stringify(shown).replace(
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Names for a message: the first 12. */
export function listed(names: readonly string[]): string {
  const more = names.length > 12 ? `, … (${names.length} in all)` : ''
  return `${names.slice(0, 12).map(quoted).join(', ')}${more}`
}

/** The cell of a row as text; '' where a value is missing. */
export function cellOf(column: Column, row: number): string {
  if (column.kind === 'category') return column.categories[column.codes[row]!] ?? ''
  const value = column.values[row]!
  return Number.isNaN(value) ? '' : String(value)
}

/** Whether a text is a number. */
export function isNumber(text: string): boolean {
  return text !== '' && Number.isFinite(Number(text))
}

/** A text among the numbers of a column, where it has both. */
export function textAmongNumbers({ categories }: CategoryColumn): string | undefined {
  return categories.some(isNumber) ? categories.find((text) => !isNumber(text)) : undefined
}

/** The end of a sentence on numbers with commas. */
export const NUMBERS_TAKE = 'numbers are read with a decimal point and without commas'

/** A number with commas, of a column in which most texts are numbers, with commas or without. */
export function numberWithCommas({ categories }: CategoryColumn): string | undefined {
  const like = categories.filter((text) => /^[-+]?\d+(,\d+)*(\.\d+)?$/.test(text))
  return like.length > categories.length / 2 ? like.find((text) => text.includes(',')) : undefined
}

/** 1,234 rows, 1 row. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
}
