import { type Fields, optional, withDefault } from '@thinned/schema'
import { DataError } from '../data-error.ts'
import type { NdArray } from '../dataset/arrays.ts'
import type { Dataset, Values } from '../dataset/dataset.ts'
import { columnNames, dataOptions, texts } from '../options.ts'
import { checkDistinct, checkFinite, FLOAT32_REMEDIES } from './check-float32.ts'
import { checkTable } from './check-table.ts'
import { isNumberText } from './read-column.ts'
import { type Column, columnsOf, missingRows, type NumberColumn, type Table } from './table.ts'
import { datasetNames } from './table-options.ts'

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

const readDatasetOptions = dataOptions(
  'tableDataset',
  { target: columnNames, features: optional(texts) } satisfies Fields<TableDatasetOptions>,
  datasetNames,
)

const readInputsOptions = dataOptions(
  'tableInputs',
  {
    target: withDefault<string | readonly string[]>(columnNames, []),
    features: optional(texts),
  } satisfies Fields<TableInputsOptions>,
  datasetNames,
)

/**
 * A data set of a table: inputs [rows, features] in float32; targets are classes [rows], int32, of a column of categories, or numbers
 * [rows, targets], float32. No value may be missing, and features are numbers: `preprocess` sees to both. float32 must hold the values: those
 * beyond 3.4e38 are an error, and so is a column in which two different whole numbers, or fractions that differ by more than a 4096th of the
 * range of the column, become one.
 *
 * @throws {DataError} naming the column and row of a missing value, of one that float32 does not hold, or a feature that is no number.
 * @example
 * ```ts
 * import { parseCsv, tableDataset } from '@thinned/data'
 *
 * const { inputs, targets, classNames } = tableDataset(parseCsv('height,crop\n1.5,leek\n0.5,kale\n'), { target: 'crop' })
 * console.log(inputs.shape, targets.data, classNames) // [ 2, 1 ] Int32Array(2) [ 1, 0 ] [ 'kale', 'leek' ]
 * ```
 */
export function tableDataset(table: Table, options: TableDatasetOptions): TableDataset {
  const { target, features } = readDatasetOptions(options)
  checkTable(table)
  const targets = columnsOf(table, typeof target === 'string' ? [target] : target)
  const names = featuresOf(table, target, features)
  if (names.length === 0 || targets.length === 0)
    throw new DataError(
      `${table.name} was given ${names.length} features and ${targets.length} targets; at least one of each is needed.`,
    )
  const inputs = inputsOf(table, names, { distinct: true })
  const shared = { name: table.name, inputs, featureNames: [...names] }
  const [first] = targets
  if (targets.length > 1 || first!.kind === 'number') {
    return {
      ...shared,
      targets: matrix(table, targets, {
        categories: 'several targets are all numbers',
        missing: missingTarget(targets),
        float32: FLOAT32_REMEDIES.target,
        distinct: true,
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
 * @throws {DataError} naming the column and row of a missing value, of one beyond the range of float32, or a feature that is no number.
 * @example
 * ```ts
 * import { parseCsv, tableInputs } from '@thinned/data'
 *
 * console.log(tableInputs(parseCsv('height,width\n1.5,2\n'))) // { data: Float32Array(2) [ 1.5, 2 ], shape: [ 1, 2 ] }
 * ```
 */
export function tableInputs(table: Table, options: TableInputsOptions = {}): NdArray<Float32Array> {
  const { target, features } = readInputsOptions(options)
  checkTable(table)
  const names = featuresOf(table, target, features)
  if (names.length === 0) throw new DataError(`${table.name} was given no features; at least one is needed.`)
  return inputsOf(table, names, { distinct: false })
}

/** The names of the features: those given, or all columns but the target. */
function featuresOf(
  table: Table,
  target: string | readonly string[],
  features: readonly string[] | undefined,
): readonly string[] {
  const targets = new Set(typeof target === 'string' ? [target] : target)
  const leaked = features?.find((name) => targets.has(name))
  if (leaked !== undefined)
    throw new DataError(`The column ${JSON.stringify(leaked)} is both feature and target; a model would only copy it.`)
  return features ?? table.columns.map(({ name }) => name).filter((name) => !targets.has(name))
}

function inputsOf(
  table: Table,
  names: readonly string[],
  { distinct }: { readonly distinct: boolean },
): NdArray<Float32Array> {
  return matrix(table, columnsOf(table, names), {
    categories: 'preprocess with oneHot makes numbers of a feature, and the option target names a target',
    missing: 'Fill them in with preprocess and impute, or leave the column out with dropColumns',
    float32: FLOAT32_REMEDIES.feature,
    distinct,
  })
}

/** What to do where a target lacks values, which nothing can fill in. */
function missingTarget(targets: readonly Column[]): string {
  const names = targets.map(({ name }) => `'${name}'`).join(', ')
  return `It is a target: leave these rows out with dropMissingRows(table, [${names}])`
}

/** What to do about a column of categories, about one with missing values, and about values that float32 does not hold. */
interface Remedies {
  readonly categories: string
  readonly missing: string
  readonly float32: string
  /** Whether different values must stay different. In prediction each row stands for itself. */
  readonly distinct: boolean
}

/** Columns of numbers side by side: [rows, columns]. */
function matrix(table: Table, columns: readonly Column[], remedies: Remedies): NdArray<Float32Array> {
  const numbers = columns.map((column): NumberColumn => {
    if (column.kind === 'number') return column
    const name = JSON.stringify(column.name)
    const codes = column.categories.length > 0 && column.categories.every(isNumberText)
    throw new DataError(
      `The column ${name} of ${table.name} holds categories, not numbers; ${remedies.categories}${codes ? `. To read numbers with zeros in front, give types: { ${name}: 'number' }` : ''}.`,
    )
  })
  for (const column of numbers) {
    checkComplete(table, column, remedies.missing)
    checkFinite(column, table.name, remedies.float32)
    if (remedies.distinct) checkDistinct(column, table.name, remedies.float32)
  }
  const width = columns.length
  const data = new Float32Array(table.rows * width)
  for (const [index, { values }] of numbers.entries()) {
    for (let row = 0; row < table.rows; row++) data[row * width + index] = values[row]!
  }
  return { data, shape: [table.rows, width] }
}

function checkComplete(table: Table, column: Column, remedy: string): void {
  const missing = missingRows(column)
  if (missing.length > 0)
    throw new DataError(
      `The column ${JSON.stringify(column.name)} of ${table.name} lacks ${missing.length} of ${table.rows} values, the first in row ${missing[0]}. ${remedy}.`,
      { code: 'invalid-data' },
    )
}
