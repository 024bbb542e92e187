import {
  boolean,
  Fault,
  list,
  object,
  oneOf,
  optional,
  readState,
  type Schema,
  text,
  withDefault,
} from '@thinned/schema'
import { DataError } from '../data-error.ts'
import { type Column, firstRepeated } from '../table/table.ts'
import type { StepRule, StepState } from './step.ts'
import * as steps from './steps/index.ts'

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
  /** The columns of the training data that were left out; other tables may have them or not. */
  readonly dropped: readonly string[]
}

export const FORMAT = 'thinned preprocess 1'

/** The rules of the folder by the name of their step. */
const rules: ReadonlyMap<string, StepRule> = new Map(
  Object.values(steps)
    .filter((member) => typeof member === 'object')
    .map((rule) => [rule.step, rule as unknown as StepRule]),
)

export function ruleOf({ step }: StepState): StepRule {
  return rules.get(step)!
}

const named = object({ step: oneOf(...rules.keys()) })

const stepSchema: Schema<StepState> = {
  takes: 'the state of a step',
  read(value, path) {
    const { step } = named.read(
      typeof value === 'object' && value !== null && Object.hasOwn(value, 'step')
        ? { step: (value as StepState).step }
        : value,
      path,
    )
    return rules.get(step)!.schema.read(value, path)
  },
}

const schema: Schema<PreprocessState> = object({
  format: oneOf(FORMAT),
  columns: list(
    object({
      name: text,
      kind: oneOf('number', 'category'),
      target: boolean,
      categories: optional(list(text)),
      steps: list(stepSchema),
    }),
  ),
  dropped: withDefault(list(text), []),
}) as Schema<PreprocessState>

/**
 * A state that was saved, checked: of the right form, and of parts that fit each other.
 *
 * @throws {DataError} naming the first part that does not fit.
 */
export function readPreprocessState(saved: unknown): PreprocessState {
  const state = readState(consistent, saved, 'preprocess', DataError)
  checkNames(state, 'invalid-file')
  return state
}

/** A state whose steps are for the kind of their column, and whose categories stand where a column keeps some. */
const consistent: Schema<PreprocessState> = {
  takes: schema.takes,
  read(value, path) {
    const state = schema.read(value, path)
    for (const [i, column] of state.columns.entries()) checkColumn(column, `${path}.columns[${i}]`)
    return state
  },
}

function checkColumn({ kind, target, categories, steps: states }: FittedColumn, path: string): void {
  let replaced: readonly string[] | undefined
  for (const [i, step] of states.entries()) {
    const rule = ruleOf(step)
    if (target || replaced) throw new Fault(`${path}.steps[${i}]`, step, 'nothing, after oneHot or of a target,')
    if (rule.kindOf(step) !== kind)
      throw new Fault(`${path}.steps[${i}]`, step, `a step for a column of the kind ${kind}`)
    replaced = rule.replaces?.(step)
  }
  const hasCategories = kind === 'category' && !replaced
  if (hasCategories !== (categories !== undefined))
    throw new Fault(`${path}.categories`, categories, hasCategories ? 'a list' : 'nothing')
  const listed = categories ?? replaced ?? []
  if (firstRepeated(listed) !== undefined) throw new Fault(`${path}.categories`, listed, 'a list without repetitions')
}

/**
 * Refuses names of columns that meet, in the table or in what the steps make of it.
 *
 * @throws {DataError} naming the columns that they come from.
 */
export function checkNames(
  { columns, dropped }: PreprocessState,
  code: 'invalid-file' | 'invalid-data' = 'invalid-data',
): void {
  const twice = firstRepeated([...columns.map(({ name }) => name), ...dropped])
  if (twice !== undefined)
    throw new DataError(`Two columns are named ${JSON.stringify(twice)}; names must differ.`, { code })
  const sources = new Map<string, string>()
  for (const column of columns)
    for (const made of namesOf(column)) {
      const source = sources.get(made)
      if (source !== undefined)
        throw new DataError(
          `Preprocessing makes two columns named ${JSON.stringify(made)}, of ${source === column.name ? `the column ${JSON.stringify(source)} alone` : `the columns ${JSON.stringify(source)} and ${JSON.stringify(column.name)}`}; rename one of them, or its category.`,
          { code },
        )
      sources.set(made, column.name)
    }
}

/** The names of the columns that the steps make of one, in order. */
function namesOf({ name, steps: states }: FittedColumn): readonly string[] {
  const isKept = !states.some((state) => ruleOf(state).replaces)
  return [...(isKept ? [name] : []), ...states.flatMap((state) => ruleOf(state).namesOf?.(name, state) ?? [])]
}
