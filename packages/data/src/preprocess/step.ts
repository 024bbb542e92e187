import { DataError } from '../data-error.ts'
import type { Column, NumberColumn } from '../table/table.ts'

/** What one step learned from the training data: plain JSON. */
export interface StepState {
  readonly step: string
}

/** One step on one column. */
export interface Step {
  /** What the step needs to know of the training data. Rows of other data never come here. */
  fit(column: Column): StepState
}

/** What becomes of a column: itself, changed, for further steps; and columns that are made beside it. */
export interface Applied {
  /** None if the others take its place; then no step can follow. */
  readonly column?: Column
  readonly added?: readonly Column[]
}

/** How the steps of one kind change a column, given what `fit` learned. Files of `steps/` export theirs as `<name>Rule`. */
export interface StepRule<State extends StepState = StepState> {
  readonly step: State['step']
  apply(column: Column, state: State): Applied
}

/** The column as numbers, for steps that take no other. */
export function numbersFor(step: string, column: Column): NumberColumn {
  if (column.kind === 'number') return column
  throw new DataError(
    `${step} takes numbers, but the column ${JSON.stringify(column.name)} holds categories; put oneHot there instead.`,
  )
}

/** The values that are not missing, refused if there are none or one is infinite. */
export function seenValues(step: string, { name, values }: NumberColumn): Float64Array {
  const seen = values.filter((value) => !Number.isNaN(value))
  if (seen.length === 0) {
    throw new DataError(
      `${step} cannot be fitted on the column ${JSON.stringify(name)}, in which all ${values.length} values are missing; leave it out.`,
    )
  }
  const row = values.findIndex((value) => Math.abs(value) === Infinity)
  if (row < 0) return seen
  throw new DataError(
    `${step} cannot be fitted on the column ${JSON.stringify(name)}, which is ${values[row]} in row ${row}.`,
  )
}
