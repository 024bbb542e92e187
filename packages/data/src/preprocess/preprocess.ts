import { DataError } from '../data-error.ts'
import type { NdArray } from '../dataset/arrays.ts'
import {
  type CategoryColumn,
  type Column,
  columnOf,
  dropColumns,
  lengthOf,
  missingRows,
  type Table,
} from '../table/table.ts'
import { type TableDataset, tableDataset, tableInputs } from '../table/table-dataset.ts'
import type { Applied, Step, StepRule, StepState } from './step.ts'
import * as steps from './steps/index.ts'

export interface PreprocessOptions {
  /** The target. No step changes it, and tables to predict may lack it. */
  readonly target?: string | readonly string[]
  /** Steps, in order, for each column of numbers. Default: none. */
  readonly numbers?: readonly Step[]
  /** Steps, in order, for each column of categories. */
  readonly categories?: readonly Step[]
  /** Steps for single columns by name, instead of the steps for their kind. */
  readonly columns?: Readonly<Record<string, readonly Step[]>>
}

/** The state of one column. */
export interface FittedColumn {
  readonly name: string
  readonly kind: Column['kind']
  readonly target: boolean
  /** The categories in the order of their codes, where the steps leave categories. */
  readonly categories?: readonly string[]
  readonly steps: readonly StepState[]
}

/** The state of fitted preprocessing: plain JSON, to save with the model. `preprocessFromState` restores it. */
export interface PreprocessState {
  readonly format: 'thinned preprocess 1'
  readonly columns: readonly FittedColumn[]
}

/** Preprocessing fitted on one table. No further table changes it. */
export interface FittedPreprocess {
  readonly state: PreprocessState
  /**
   * Applies the steps to a table with the columns of the training data, in any order. The result has the same columns in the same order, and
   * categories the codes of the training data.
   *
   * @throws {DataError} on a column that is missing, new or of another kind, and on a category that training did not have.
   */
  apply(table: Table): Table
  /** The names of the classes, in the order of their labels, if the target is one column of categories. */
  readonly classNames?: readonly string[]
  /**
   * The data set of a table with its target, for `fit` and `evaluate`: `apply`, then `tableDataset` with the target of `preprocess`.
   *
   * @throws {DataError} where `apply` or `tableDataset` does, and without a target.
   */
  dataset(table: Table): TableDataset
  /**
   * The inputs of a table for `predict`, with the features of `dataset` in the same order. The table may have the target or not; its values
   * do not matter.
   *
   * @throws {DataError} where `apply` or `tableInputs` does.
   */
  inputs(table: Table): NdArray<Float32Array>
}

const FORMAT = 'thinned preprocess 1'

/** The rules of the folder by the name of their step. */
const rules: ReadonlyMap<string, StepRule> = new Map(
  Object.values(steps)
    .filter((member) => typeof member === 'object')
    .map((rule) => [rule.step, rule as StepRule]),
)

/**
 * Steps that make numbers of a table for training. They learn their statistics (means, medians, categories) from the training data given to
 * `fit`, and from no other table: `apply` cannot learn.
 *
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
 * ```
 */
export function preprocess(options: PreprocessOptions): { fit(trainingData: Table): FittedPreprocess } {
  return {
    fit(table) {
      const { target = [], columns: stepsByName = {} } = options
      const targets = typeof target === 'string' ? [target] : target
      for (const name of [...targets, ...Object.keys(stepsByName)]) columnOf(table, name)
      const conflict = targets.find((name) => Object.hasOwn(stepsByName, name))
      if (conflict !== undefined)
        throw new DataError(
          `${JSON.stringify(conflict)} is the target, which stays as it is, but columns gives it steps.`,
        )
      const columns = table.columns.map((column): FittedColumn => {
        const isTarget = targets.includes(column.name)
        const stepsOfKind = (column.kind === 'number' ? options.numbers : options.categories) ?? []
        const stepsOfColumn = Object.hasOwn(stepsByName, column.name) ? stepsByName[column.name]! : stepsOfKind
        return {
          name: column.name,
          kind: column.kind,
          target: isTarget,
          ...fitSteps(column, isTarget ? [] : stepsOfColumn),
        }
      })
      return preprocessFromState({ format: FORMAT, columns })
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
  if (state?.format !== FORMAT || !Array.isArray(state.columns))
    throw new DataError(
      `This is not the state of a preprocess: its format is ${JSON.stringify(state?.format)}, not ${JSON.stringify(FORMAT)}.`,
    )
  for (const { name, steps: fitted } of state.columns) {
    for (const { step } of fitted) ruleOf(step, name)
  }
  const targets = state.columns.filter(({ target }) => target)
  const classNames = targets.length === 1 ? targets[0]!.categories : undefined
  return {
    state,
    ...(classNames ? { classNames } : {}),
    apply: (table) => applyTo(table, state),
    dataset: (table) => datasetOf(table, state, targets),
    inputs: (table) => tableInputs(applyTo(withoutTargets(table, targets), state)),
  }
}

function withoutTargets(table: Table, targets: readonly FittedColumn[]): Table {
  const names = targets.map(({ name }) => name)
  return dropColumns(
    table,
    table.columns.map(({ name }) => name).filter((name) => names.includes(name)),
  )
}

function datasetOf(table: Table, state: PreprocessState, targets: readonly FittedColumn[]): TableDataset {
  if (targets.length === 0)
    throw new DataError("preprocess was given no target, so there is no data set to make; add { target: 'yield' }.")
  return tableDataset(applyTo(table, state), { target: targets.map(({ name }) => name) })
}

function fitSteps(original: Column, columnSteps: readonly Step[]): Pick<FittedColumn, 'categories' | 'steps'> {
  let column: Column | undefined = original
  const states = columnSteps.map((step) => {
    if (!column)
      throw new DataError(
        `A step of the column ${JSON.stringify(original.name)} stands after one that replaces the column; oneHot stands last.`,
      )
    const state = step.fit(column)
    column = ruleOf(state.step, original.name).apply(column, state).column
    return state
  })
  return column?.kind === 'category' ? { categories: column.categories, steps: states } : { steps: states }
}

function applyTo(table: Table, { columns }: PreprocessState): Table {
  const unknown = table.columns.find(({ name }) => !columns.some((fitted) => fitted.name === name))
  if (unknown)
    throw new DataError(
      `${table.name} has the column ${JSON.stringify(unknown.name)}, which the training data did not have; drop it with dropColumns, or fit on a table that has it.`,
    )
  const applied = columns.flatMap((fitted) => {
    if (fitted.target && !table.columns.some(({ name }) => name === fitted.name)) return []
    return applySteps(columnOf(table, fitted.name), fitted)
  })
  const duplicate = applied.find(({ name }, i) => applied.findIndex((other) => other.name === name) !== i)
  if (duplicate)
    throw new DataError(
      `Preprocessing makes two columns named ${JSON.stringify(duplicate.name)}; rename one of their sources.`,
    )
  return { ...table, columns: applied }
}

function applySteps(column: Column, { name, kind, categories, steps: states }: FittedColumn): readonly Column[] {
  let current: Column | undefined = asKind(column, kind)
  const added: Column[] = []
  for (const state of states) {
    const applied: Applied = ruleOf(state.step, name).apply(current!, state)
    current = applied.column
    added.push(...(applied.added ?? []))
  }
  if (!current) return added
  return [current.kind === 'category' ? renumber(current, categories!) : current, ...added]
}

/** The column with the kind that it had in training. A column in which all values are missing, as in a table of one row, may have the other. */
function asKind(column: Column, kind: Column['kind']): Column {
  if (column.kind === kind) return column
  const { name } = column
  const length = lengthOf(column)
  if (missingRows(column).length < length) throw otherKind(column)
  if (kind === 'number') return { kind, name, values: new Float64Array(length).fill(Number.NaN) }
  return { kind, name, codes: new Int32Array(length).fill(-1), categories: [] }
}

/** The error for a column with values of the other kind than in training. A single text among numbers often stands for a missing value. */
function otherKind(column: Column): DataError {
  const name = JSON.stringify(column.name)
  if (column.kind === 'number')
    return new DataError(
      `The column ${name} holds numbers, but held categories in training; give types: { ${name}: 'category' } when reading.`,
    )
  const row = column.codes.findIndex((code) => code >= 0)
  const text = JSON.stringify(column.categories[column.codes[row]!])
  return new DataError(
    `The column ${name} is ${text} in row ${row}, but held numbers in training. Correct the cell, or, if ${text} stands for a missing value, list it in missing when reading.`,
  )
}

/** The column with the codes that its categories had in training. */
function renumber(column: CategoryColumn, categories: readonly string[]): Column {
  const codes = column.categories.map((category) => categories.indexOf(category))
  const row = column.codes.findIndex((code) => code >= 0 && codes[code]! < 0)
  if (row < 0) return { ...column, categories, codes: column.codes.map((code) => (code < 0 ? -1 : codes[code]!)) }
  throw new DataError(
    `The column ${JSON.stringify(column.name)} is ${JSON.stringify(column.categories[column.codes[row]!])} in row ${row}, a category that training did not have (${categories.join(', ')}).`,
  )
}

function ruleOf(step: string, column: string): StepRule {
  const rule = rules.get(step)
  if (rule) return rule
  throw new DataError(
    `The step ${JSON.stringify(step)} of the column ${JSON.stringify(column)} is unknown; there are ${[...rules.keys()].join(', ')}.`,
  )
}
