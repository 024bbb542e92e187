import { type Fields, formatValue, list, record, type Schema, value, withDefault } from '@thinned/schema'
import { DataError } from '../data-error.ts'
import type { NdArray } from '../dataset/arrays.ts'
import { columnNames, dataOptions, texts } from '../options.ts'
import { checkTable } from '../table/check-table.ts'
import { type Column, columnsOf, dropColumns, listNames, type Table } from '../table/table.ts'
import { type TableDataset, tableDataset, tableInputs } from '../table/table-dataset.ts'
import type { Row } from '../table/table-from-rows.ts'
import { asTrained, renumber, tableOf } from './as-trained.ts'
import {
  checkNames,
  type FittedColumn,
  FORMAT,
  type PreprocessState,
  readPreprocessState,
  ruleOf,
} from './fitted-state.ts'
import type { Applied, Step } from './step.ts'

export interface PreprocessOptions {
  /** The target. No step changes it, and tables to predict may lack it. */
  readonly target?: string | readonly string[]
  /** Steps, in order, for each column of numbers. Default: none. */
  readonly numbers?: readonly Step[]
  /** Steps, in order, for each column of categories. */
  readonly categories?: readonly Step[]
  /** Steps for single columns by name, instead of the steps for their kind. */
  readonly columns?: Readonly<Record<string, readonly Step[]>>
  /** Columns to leave out, such as an id, which says nothing about the target. Other tables may have them or not. */
  readonly drop?: readonly string[]
}

const steps: Schema<readonly Step[]> = list(
  value<Step>(
    'a step, such as standardize()',
    (given) => typeof (given as Partial<Step> | null | undefined)?.fit === 'function',
  ),
  'a list of steps, such as [standardize()]',
)

const read = dataOptions(
  'preprocess',
  {
    target: withDefault<string | readonly string[]>(columnNames, []),
    numbers: withDefault(steps, []),
    categories: withDefault(steps, []),
    columns: withDefault(record(steps, 'steps by the names of columns, such as { height: [standardize()] }'), {}),
    drop: withDefault(texts, []),
  } satisfies Fields<PreprocessOptions>,
  {
    y: 'target',
    label: 'target',
    numeric: 'numbers',
    numerical: 'numbers',
    categorical: 'categories',
    transformers: 'numbers, categories or columns',
    steps: 'numbers, categories or columns',
    remainder: 'drop, the columns to leave out',
    exclude: 'drop',
    ignore: 'drop',
  },
)

/**
 * Preprocessing fitted on one table. No further table changes it. It takes tables, or rows as objects: `{ height: 1.5, crop: 'leek' }`. Columns get
 * the kinds that they had in training, and a value that a row lacks is missing.
 */
export interface FittedPreprocess {
  readonly state: PreprocessState
  /** The kinds of the features, to read a table to predict with: `parseCsv(text, { types })`. */
  readonly types: Readonly<Record<string, Column['kind']>>
  /** The names of the classes, in the order of their labels, if the target is one column of categories. */
  readonly classNames?: readonly string[]
  /**
   * Applies the steps to a table with the columns of the training data, in any order. The result has the same columns in the same order, and
   * categories the codes of the training data.
   *
   * @throws {DataError} on a column that is missing or new, on a value of another kind, and on a category that training did not have.
   */
  apply(table: Table | readonly Row[]): Table
  /**
   * The data set of a table with its target, for `fit` and `evaluate`: `apply`, then `tableDataset` with the target of `preprocess`.
   *
   * @throws {DataError} where `apply` or `tableDataset` does, and without a target.
   */
  dataset(table: Table | readonly Row[]): TableDataset
  /**
   * The inputs of a table for `predict`, with the features of `dataset` in the same order. The table may have the target or not; its values
   * do not matter.
   *
   * @throws {DataError} where `apply` or `tableInputs` does.
   */
  inputs(table: Table | readonly Row[]): NdArray<Float32Array>
}

/**
 * Steps that make numbers of a table for training. They learn their statistics (means, medians, categories) from the training data given to
 * `fit`, and from no other table: `apply` cannot learn.
 *
 * @throws {DataError} if a step is none; when fitted, on names that the table lacks, on columns that a step does not take, and on names of new
 * columns that meet.
 * @example
 * ```ts
 * import { impute, oneHot, parseCsv, preprocess, standardize } from '@thinned/data'
 *
 * const train = parseCsv('light,bed,yield\n1,a,10\nNA,b,20\n3,a,30\n')
 * const recipe = { target: 'yield', numbers: [impute('median'), standardize()], categories: [oneHot()] }
 * const fitted = preprocess(recipe).fit(train)
 * const { inputs, featureNames } = fitted.dataset(train)
 * console.log(inputs.shape, featureNames) // [ 3, 3 ] [ 'light', 'bed=a', 'bed=b' ]
 * console.log(fitted.inputs(parseCsv('bed,light\na,2\n')).data) // Float32Array(3) [ 0, 1, 0 ]
 * console.log(fitted.inputs([{ light: null, bed: 'b' }]).data) // Float32Array(3) [ 0, 0, 1 ]
 * ```
 */
export function preprocess(options: PreprocessOptions): { fit(trainingData: Table): FittedPreprocess } {
  if (options === undefined)
    throw new DataError(
      'preprocess was given no options; write, for example, preprocess({ numbers: [standardize()] }).',
    )
  const { target, numbers, categories, columns: stepsByName, drop } = read(options)
  const targets = typeof target === 'string' ? [target] : target
  return {
    fit(table) {
      checkTable(table)
      columnsOf(table, [...targets, ...Object.keys(stepsByName)])
      const conflict = targets.find((name) => Object.hasOwn(stepsByName, name))
      if (conflict !== undefined)
        throw new DataError(
          `${JSON.stringify(conflict)} is the target, which stays as it is, but columns gives it steps.`,
        )
      const isTarget = new Set(targets)
      const both = drop.find((name) => isTarget.has(name) || Object.hasOwn(stepsByName, name))
      if (both !== undefined)
        throw new DataError(`${JSON.stringify(both)} is dropped, but it is the target or has steps of its own.`)
      const columns = dropColumns(table, drop).columns.map((column): FittedColumn => {
        const { name, kind } = column
        const stepsOfKind = kind === 'number' ? numbers : categories
        const steps = Object.hasOwn(stepsByName, name) ? stepsByName[name]! : stepsOfKind
        return { name, kind, target: isTarget.has(name), ...fitSteps(column, isTarget.has(name) ? [] : steps) }
      })
      const state: PreprocessState = { format: FORMAT, columns, dropped: [...drop] }
      checkNames(state)
      return fittedFrom(state)
    },
  }
}

/**
 * Restores fitted preprocessing from its saved state.
 *
 * @throws {DataError} if the value is no such state, or has an unknown step.
 * @example
 * ```ts
 * import { columnOf, minMax, parseCsv, preprocess, preprocessFromState } from '@thinned/data'
 *
 * const json = JSON.stringify(preprocess({ numbers: [minMax()] }).fit(parseCsv('x\n0\n4\n')).state)
 * const x = columnOf(preprocessFromState(JSON.parse(json)).apply(parseCsv('x\n1\n')), 'x')
 * if (x.kind === 'number') console.log(x.values) // Float64Array(1) [ 0.25 ]
 * ```
 */
export function preprocessFromState(state: PreprocessState): FittedPreprocess {
  return fittedFrom(readPreprocessState(state))
}

function fittedFrom(state: PreprocessState): FittedPreprocess {
  const targets = state.columns.filter(({ target }) => target).map(({ name }) => name)
  const features = state.columns.filter(({ target }) => !target)
  const classNames = targets.length === 1 ? state.columns.find(({ target }) => target)!.categories : undefined
  return {
    state,
    types: Object.fromEntries(features.map(({ name, kind }) => [name, kind])),
    ...(classNames ? { classNames } : {}),
    apply: (table) => applyTo(tableOf(table, state), state),
    dataset(table) {
      if (targets.length === 0)
        throw new DataError("preprocess was given no target, so there is no data set to make; add { target: 'yield' }.")
      return tableDataset(applyTo(tableOf(table, state), state), { target: targets })
    },
    inputs: (table) => tableInputs(applyTo(without(tableOf(table, state), targets), state)),
  }
}

/** The table without those of these columns that it has. */
function without({ columns, ...table }: Table, names: readonly string[]): Table {
  const left = new Set(names)
  return { ...table, columns: columns.filter(({ name }) => !left.has(name)) }
}

function fitSteps(original: Column, steps: readonly Step[]): Pick<FittedColumn, 'categories' | 'steps'> {
  let column: Column | undefined = original
  const states = steps.map((step) => {
    if (!column)
      throw new DataError(
        `A step of the column ${JSON.stringify(original.name)} stands after one that replaces the column; oneHot stands last.`,
      )
    const state = step.fit(column)
    const rule = ruleOf(state)
    if (!rule)
      throw new DataError(
        `A step of the column ${JSON.stringify(original.name)} gave the state ${formatValue(state)}; steps are impute(), standardize(), minMax() and oneHot().`,
      )
    // What replaces the column may be as wide as it has categories: it is made when the steps are applied.
    column = rule.replaces ? undefined : rule.apply(column, state).column
    return state
  })
  return column?.kind === 'category' ? { categories: column.categories, steps: states } : { steps: states }
}

function applyTo(given: Table, { columns, dropped }: PreprocessState): Table {
  const table = without(given, dropped)
  const names = new Set(columns.map(({ name }) => name))
  const unknown = table.columns.find(({ name }) => !names.has(name))
  if (unknown)
    throw new DataError(
      `${table.name} has the column ${JSON.stringify(unknown.name)}, which the training data did not have; drop it with dropColumns, or fit on a table that has it.`,
      { code: 'mismatch' },
    )
  const byName = new Map(table.columns.map((column) => [column.name, column]))
  const applied = columns.flatMap((fitted) => {
    const column = byName.get(fitted.name)
    if (column) return applySteps(column, fitted)
    if (fitted.target) return []
    throw new DataError(
      `${table.name} has no column ${JSON.stringify(fitted.name)}, which the training data had; it has ${listNames([...byName.keys()])}.`,
      { code: 'mismatch' },
    )
  })
  return { ...table, columns: applied }
}

function applySteps(column: Column, fitted: FittedColumn): readonly Column[] {
  let current: Column | undefined = asTrained(column, fitted)
  const added: Column[] = []
  for (const state of fitted.steps) {
    const applied: Applied = ruleOf(state).apply(current!, state)
    current = applied.column
    for (const column of applied.added ?? []) added.push(column)
  }
  if (!current) return added
  return [current.kind === 'category' ? renumber(current, fitted.categories!) : current, ...added]
}
