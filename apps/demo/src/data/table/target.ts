import type { CategoryColumn, Column, Table } from '@thinned/data'
import { UsageError } from '../../errors.ts'
import type { TaskName } from '../demo-data.ts'
import { cellOf, counted, isNumber, listed, NUMBERS_TAKE, numberWithCommas, quoted, textAmongNumbers } from './text.ts'

/** Whole numbers with at most so many values are classes, unless the user says otherwise. */
const MOST_NUMBERED_CLASSES = 10

/** The fewest rows of a class: one to learn from, one to validate with, one to test with. */
const FEWEST_OF_CLASS = 3

/** The fewest rows of a table. */
export const FEWEST_ROWS = 20

const MOST_CLASSES = 1000

/** Targets of regressions lie between −LARGEST and LARGEST: the range of the measures. */
const LARGEST = 1e150

/** The rows that have a target, in order, and the target of each. */
export interface Target {
  readonly rows: readonly number[]
  readonly notes: readonly string[]
  readonly values:
    | { readonly task: 'classification'; readonly labels: Int32Array; readonly classNames: readonly string[] }
    | { readonly task: 'regression'; readonly numbers: Float64Array }
}

/**
 * The target of a table. Rows without one are left out, and so are those of classes with fewer than three rows.
 *
 * @throws {UsageError} where the table has no such column, or nothing can be learned from it.
 */
export function readTarget(table: Table, name: string, given: TaskName | undefined): Target {
  const column = table.columns.find((each) => each.name === name)
  if (!column)
    throw new UsageError(
      `--target was given ${quoted(name)}; ${table.name} has the columns ${listed(table.columns.map((each) => each.name))}.`,
    )
  const rows = Array.from({ length: table.rows }, (_, row) => row).filter((row) => cellOf(column, row) !== '')
  if (rows.length === 0)
    throw new UsageError(
      `The target ${quoted(name)} is missing in every row of ${table.name} (${counted(table.rows, 'row')}); give another --target, or a table with its values.`,
    )
  const without = table.rows - rows.length
  const notes =
    without > 0 ? [`${counted(without, 'row')} without a target ${without === 1 ? 'is' : 'are'} left out.`] : []
  const { task, note } = given ? { task: given, note: undefined } : inferTask(column, rows)
  if (note) notes.push(note)
  return task === 'classification' ? classesOf(column, rows, notes) : numbersOf(column, rows, notes)
}

function inferTask(column: Column, rows: readonly number[]): { readonly task: TaskName; readonly note?: string } {
  if (column.kind === 'category') return { task: 'classification' }
  const values = new Set(rows.map((row) => column.values[row]!))
  if (values.size > MOST_NUMBERED_CLASSES || ![...values].every(Number.isInteger)) return { task: 'regression' }
  return {
    task: 'classification',
    note: `The target ${quoted(column.name)} has ${values.size} different whole numbers, which are taken for classes; --task regression predicts the number.`,
  }
}

function classesOf(column: Column, all: readonly number[], before: readonly string[]): Target {
  const [first] = all
  const counts = new Map<string, number>()
  for (const row of all) counts.set(cellOf(column, row), (counts.get(cellOf(column, row)) ?? 0) + 1)
  const name = quoted(column.name)
  if (counts.size === 1)
    throw new UsageError(
      `The target ${name} is ${quoted(cellOf(column, first!))} in every row, so there is nothing to tell apart; give another --target.`,
    )
  const isRare = (text: string): boolean => counts.get(text)! < FEWEST_OF_CLASS
  const rare = [...counts.keys()].filter(isRare)
  const rows = all.filter((row) => !isRare(cellOf(column, row)))
  const classNames = [...counts.keys()].filter((text) => !isRare(text)).sort(orderOf(column))
  if (classNames.length < 2 || rows.length < all.length / 2)
    throw new UsageError(
      `The target ${name} has ${counts.size} different values in ${counted(all.length, 'row')}, and ${rare.length} of them stand in fewer than ${FEWEST_OF_CLASS} rows: too few examples to learn classes from. Give a column with few classes${otherwise(column)}.`,
    )
  if (classNames.length > MOST_CLASSES)
    throw new UsageError(
      `The target ${name} has ${classNames.length} classes; the demo takes at most ${MOST_CLASSES}. Give a column with fewer.`,
    )
  checkRows(rows, column.name)
  const labels = new Map(classNames.map((text, label) => [text, label]))
  const notes = rare.length > 0 ? [...before, rareNote(rare, all.length - rows.length)] : before
  return {
    rows,
    notes,
    values: {
      task: 'classification',
      labels: Int32Array.from(rows, (row) => labels.get(cellOf(column, row))!),
      classNames,
    },
  }
}

/** What else can be given where classes are too many. */
function otherwise(column: Column): string {
  if (column.kind === 'number') return ', or write --task regression'
  const text = numberWithCommas(column)
  return text === undefined ? ' or with numbers' : `; it holds ${quoted(text)}, but ${NUMBERS_TAKE}`
}

function rareNote(rare: readonly string[], rows: number): string {
  return `${counted(rows, 'row')} of classes with fewer than ${FEWEST_OF_CLASS} rows ${rows === 1 ? 'is' : 'are'} left out: ${listed(rare)}.`
}

/** Numbers by value, texts in the order of the table's categories. */
function orderOf(column: Column): (a: string, b: string) => number {
  if (column.kind === 'number') return (a, b) => Number(a) - Number(b)
  const places = new Map(column.categories.map((text, code) => [text, code]))
  return (a, b) => places.get(a)! - places.get(b)!
}

function numbersOf(column: Column, rows: readonly number[], notes: readonly string[]): Target {
  const numbers = Float64Array.from(rows, (row) => Number(cellOf(column, row)))
  const name = quoted(column.name)
  if (column.kind === 'category' && !column.categories.every(isNumber)) throw noNumbers(column)
  const large = numbers.findIndex((value) => Math.abs(value) > LARGEST)
  if (large >= 0)
    throw new UsageError(
      `The target ${name} is ${numbers[large]} in row ${rows[large]! + 1}; the demo takes numbers up to ${LARGEST}. Give it in another unit.`,
    )
  if (numbers.every((value) => value === numbers[0]))
    throw new UsageError(
      `The target ${name} is ${numbers[0]} in every row, so there is nothing to predict; give another --target.`,
    )
  checkRows(rows, column.name)
  return { rows, notes, values: { task: 'regression', numbers } }
}

function noNumbers(column: CategoryColumn): UsageError {
  const withCommas = numberWithCommas(column)
  if (withCommas !== undefined)
    return new UsageError(
      `--task regression needs a target of numbers, but ${quoted(column.name)} holds ${quoted(withCommas)}; ${NUMBERS_TAKE}.`,
    )
  const text = textAmongNumbers(column) ?? column.categories.find((each) => !isNumber(each))!
  return new UsageError(
    `--task regression needs a target of numbers, but ${quoted(column.name)} holds ${quoted(text)}. Write --task classification, or name the words that mean a missing value with --missing.`,
  )
}

function checkRows(rows: readonly number[], name: string): void {
  if (rows.length < FEWEST_ROWS)
    throw new UsageError(
      `The target ${quoted(name)} can be used in ${counted(rows.length, 'row')}; the demo needs at least ${FEWEST_ROWS}, to train, to validate and to test with.`,
    )
}
