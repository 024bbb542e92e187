import { DataError } from '../data-error.ts'
import type { NdArray } from '../dataset/arrays.ts'
import type { Dataset, Values } from '../dataset/dataset.ts'
import { type Column, columnOf, lengthOf, missingRows, type NumberColumn, type Table } from './table.ts'

/** A data set with the names of its features and, where the target is a category, of its classes. */
export interface TableDataset extends Dataset<NdArray<Float32Array>, Values> {
  readonly featureNames: readonly string[]
}

export interface TableDatasetOptions {
  /** The target: one column of categories (classification), or one or more of numbers (regression). */
  readonly target: string | readonly string[]
  /** The columns of the inputs, numbers, in order. Default: all columns but the target. */
  readonly features?: readonly string[]
}

export interface TableInputsOptions {
  /** The target, where the table has it; it is not among the inputs. Default: the table has none. */
  readonly target?: string | readonly string[]
  /** The columns of the inputs, in order. Default: all columns but the target. */
  readonly features?: readonly string[]
}

/**
 * A data set of a table: inputs [rows, features] in float32; targets are classes [rows], int32, of a column of categories, or numbers
 * [rows, targets], float32. No value may be missing, and features are numbers: `preprocess` sees to both.
 *
 * @throws {DataError} naming the column and row of a missing value, or a feature that is no number.
 * @example
 * ```ts
 * import { parseCsv, tableDataset } from '@thinned/data'
 *
 * const { inputs, targets, classNames } = tableDataset(parseCsv('height,crop\n1.5,leek\n0.5,kale\n'), { target: 'crop' })
 * console.log(inputs.shape, targets.data, classNames) // [ 2, 1 ] Int32Array(2) [ 1, 0 ] [ 'kale', 'leek' ]
 * ```
 */
export function tableDataset(table: Table, { target, features }: TableDatasetOptions): TableDataset {
  const targets = (typeof target === 'string' ? [target] : target).map((name) => columnOf(table, name))
  const names = featuresOf(table, target, features)
  if (names.length === 0 || targets.length === 0)
    throw new DataError(
      `${table.name} was given ${names.length} features and ${targets.length} targets; at least one of each is needed.`,
    )
  const inputs = inputsOf(table, names)
  const shared = { name: table.name, inputs, featureNames: [...names] }
  const [first] = targets
  if (targets.length > 1 || first!.kind === 'number') {
    return {
      ...shared,
      targets: matrix(table, targets, {
        categories: 'several targets are all numbers',
        missing: missingTarget(targets),
      }),
    }
  }
  checkComplete(table, first!, missingTarget(targets))
  const { codes, categories } = first!
  return {
    ...shared,
    targets: { data: codes.slice(), shape: [table.rows] },
    classes: categories.length,
    classNames: categories,
  }
}

/**
 * The inputs [rows, features] of a table in float32, for `predict`, as `tableDataset` makes them. To be sure of their order, give the
 * `featureNames` of the training data as `features`; the `inputs` of fitted preprocessing do so.
 *
 * @throws {DataError} naming the column and row of a missing value, or a feature that is no number.
 * @example
 * ```ts
 * import { parseCsv, tableInputs } from '@thinned/data'
 *
 * console.log(tableInputs(parseCsv('height,width\n1.5,2\n'))) // { data: Float32Array(2) [ 1.5, 2 ], shape: [ 1, 2 ] }
 * ```
 */
export function tableInputs(table: Table, { target = [], features }: TableInputsOptions = {}): NdArray<Float32Array> {
  const names = featuresOf(table, target, features)
  if (names.length === 0) throw new DataError(`${table.name} was given no features; at least one is needed.`)
  return inputsOf(table, names)
}

/** The names of the features: those given, or all columns but the target. */
function featuresOf(
  table: Table,
  target: string | readonly string[],
  features: readonly string[] | undefined,
): readonly string[] {
  const targets = typeof target === 'string' ? [target] : target
  const leaked = features?.find((name) => targets.includes(name))
  if (leaked !== undefined)
    throw new DataError(`The column ${JSON.stringify(leaked)} is both feature and target; a model would only copy it.`)
  return features ?? table.columns.map(({ name }) => name).filter((name) => !targets.includes(name))
}

function inputsOf(table: Table, names: readonly string[]): NdArray<Float32Array> {
  const columns = names.map((name) => columnOf(table, name))
  return matrix(table, columns, {
    categories: 'preprocess with oneHot makes numbers of a feature, and the option target names a target',
    missing: 'Fill them in with preprocess and impute, or leave the column out with dropColumns',
  })
}

/** What to do where a target lacks values, which nothing can fill in. */
function missingTarget(targets: readonly Column[]): string {
  const names = targets.map(({ name }) => `'${name}'`).join(', ')
  return `It is a target: leave these rows out with dropMissingRows(table, [${names}])`
}

/** What to do about a column of categories, and about one with missing values. */
interface Remedies {
  readonly categories: string
  readonly missing: string
}

/** Columns of numbers side by side: [rows, columns]. */
function matrix(table: Table, columns: readonly Column[], remedies: Remedies): NdArray<Float32Array> {
  const numbers = columns.map((column): NumberColumn => {
    if (column.kind === 'number') return column
    throw new DataError(
      `The column ${JSON.stringify(column.name)} of ${table.name} holds categories, not numbers; ${remedies.categories}.`,
    )
  })
  for (const column of numbers) checkComplete(table, column, remedies.missing)
  const width = columns.length
  const data = new Float32Array(table.rows * width)
  for (const [index, { values }] of numbers.entries()) {
    for (let row = 0; row < table.rows; row++) data[row * width + index] = values[row]!
  }
  return { data, shape: [table.rows, width] }
}

function checkComplete(table: Table, column: Column, remedy: string): void {
  if (lengthOf(column) !== table.rows)
    throw new DataError(
      `The column ${JSON.stringify(column.name)} of ${table.name} has ${lengthOf(column)} elements; the table has ${table.rows} rows.`,
    )
  const missing = missingRows(column)
  if (missing.length > 0)
    throw new DataError(
      `The column ${JSON.stringify(column.name)} of ${table.name} lacks ${missing.length} of ${table.rows} values, the first in row ${missing[0]}. ${remedy}.`,
    )
}
