import type { Schema } from '@thinned/schema'
import { DataError } from '../data-error.ts'
import type { Column, NumberColumn } from '../table/table.ts'

/** The state that a step learned from the training data: plain JSON. */
export interface StepState {
  readonly step: string
}

/** One step on one column. */
export interface Step {
  /** Learns from a column of the training data, never of other data. */
  fit(column: Column): StepState
}

/** The result of a step: the changed column for further steps, and added columns. */
export interface Applied {
  /** Undefined where the added columns replace it; then no step can follow. */
  readonly column?: Column
  readonly added?: readonly Column[]
}

/** How one kind of step changes a column, with the state of `fit`. Files of `steps/` export theirs as `<name>Rule`. */
export interface StepRule<State extends StepState = StepState> {
  readonly step: State['step']
  /** The state, as it is read from a file. */
  readonly schema: Schema<State>
  /** The kind of column that a state is for. */
  kindOf(state: State): Column['kind']
  /** The names of the added columns. */
  namesOf?(column: string, state: State): readonly string[]
  /** The categories of training, where the added columns replace the column; no step can follow. */
  replaces?(state: State): readonly string[]
  apply(column: Column, state: State): Applied
}

/** The column, of numbers; an error for categories. */
export function numbersFor(step: string, column: Column): NumberColumn {
  if (column.kind === 'number') return column
  throw new DataError(
    `${step} takes numbers, but the column ${JSON.stringify(column.name)} holds categories; put oneHot there instead.`,
  )
}

/** The values of a column that are not missing. Refuses a column without any, and infinite values. */
export function presentValues(step: string, { name, values }: NumberColumn): Float64Array {
  const present = values.filter((value) => !Number.isNaN(value))
  if (present.length === 0) {
    throw new DataError(
      `${step} cannot be fitted on the column ${JSON.stringify(name)}, in which all ${values.length} values are missing; leave it out with dropColumns.`,
    )
  }
  const row = values.findIndex((value) => Math.abs(value) === Infinity)
  if (row < 0) return present
  throw new DataError(
    `${step} cannot be fitted on the column ${JSON.stringify(name)}, which is ${values[row]} in row ${row}.`,
  )
}
