import { boolean, either, type Fields, formatValue, number, object, oneOf, text, withDefault } from '@thinned/schema'
import { isPlain } from '../../check-plain.ts'
import { DataError } from '../../data-error.ts'
import { dataOptions } from '../../options.ts'
import type { CategoryColumn, Column, NumberColumn } from '../../table/table.ts'
import { meanOf } from '../moments.ts'
import { presentValues, type Step, type StepRule, type StepState } from '../step.ts'

/** The replacement of missing values: a statistic of the training data, or a constant. */
export type Imputation = 'mean' | 'median' | 'mostFrequent' | { readonly constant: number | string }

export interface ImputeOptions {
  /** Also add a column `<name>=(missing)`: 1 where a value was missing, 0 elsewhere. Default false. */
  readonly indicator?: boolean
}

const read = dataOptions('impute', { indicator: withDefault(boolean, false) } satisfies Fields<ImputeOptions>, {
  addIndicator: 'indicator',
  add_indicator: 'indicator',
  strategy: "the statistic as the first argument: impute('mean')",
  fillValue: 'the constant as the first argument: impute({ constant: 0 })',
})

const statistic = /* @__PURE__ */ oneOf('mean', 'median', 'mostFrequent')

const readArguments = dataOptions('impute', {
  how: either<Imputation>(statistic, object({ constant: either<number | string>(number(), text) })),
})

export interface ImputeState extends StepState {
  readonly step: 'impute'
  readonly value: number | string
  readonly indicator: boolean
}

/**
 * Fills in missing values: 'mean' and 'median' for numbers; 'mostFrequent' and `{ constant }` for numbers and categories. Of equally frequent
 * values the lowest counts, of equally frequent categories the first. A constant may be a new category.
 *
 * @throws {DataError} when fitted on a column of the other kind, or on one in which all values are missing (a constant aside).
 * @example
 * ```ts
 * import { columnOf, impute, parseCsv, preprocess } from '@thinned/data'
 *
 * const table = parseCsv('x,y\n1,a\n,b\n5,c\n')
 * const x = columnOf(preprocess({ numbers: [impute('mean')] }).fit(table).apply(table), 'x')
 * if (x.kind === 'number') console.log(x.values) // Float64Array(3) [ 1, 3, 5 ]
 * ```
 */
export function impute(how: Imputation, options: ImputeOptions = {}): Step {
  checkHow(how)
  const { indicator } = read(options)
  readArguments({ how })
  return {
    fit(column): ImputeState {
      const value = replacementFor(how, column)
      // JSON has no −0.
      return { step: 'impute', value: typeof value === 'number' ? value + 0 : value, indicator }
    },
  }
}

/** Refuses options in the place of the statistic. */
function checkHow(how: unknown): void {
  if (!isPlain(how) || !('strategy' in how)) return
  const named = statistic.takes.includes(`'${how['strategy']}'`) ? how['strategy'] : 'mean'
  throw new DataError(
    `impute was given ${formatValue(how)} as its first argument; it takes ${statistic.takes}, or { constant }. Write impute('${named}').`,
  )
}

export const imputeRule: StepRule<ImputeState> = {
  step: 'impute',
  schema: object({ step: oneOf('impute'), value: either<number | string>(number(), text), indicator: boolean }),
  kindOf: ({ value }) => (typeof value === 'number' ? 'number' : 'category'),
  namesOf: (name, { indicator }) => (indicator ? [indicatorName(name)] : []),
  apply(column, { value, indicator }) {
    const filled = typeof value === 'number' ? fillNumbers(column, value) : fillCategories(column, value)
    if (!indicator) return { column: filled }
    const { length } = column.kind === 'number' ? column.values : column.codes
    const missing = (row: number): boolean =>
      column.kind === 'number' ? Number.isNaN(column.values[row]) : column.codes[row]! < 0
    const values = Float64Array.from({ length }, (_, row) => (missing(row) ? 1 : 0))
    return { column: filled, added: [{ kind: 'number', name: indicatorName(column.name), values }] }
  },
}

const indicatorName = (name: string): string => `${name}=(missing)`

function replacementFor(how: Imputation, column: Column): number | string {
  if (typeof how === 'object') return checkConstant(how.constant, column)
  if (column.kind === 'category') {
    if (how !== 'mostFrequent') {
      throw new DataError(
        `impute with the ${how} takes numbers, but the column ${JSON.stringify(column.name)} holds categories; use 'mostFrequent' or { constant }.`,
      )
    }
    return mostFrequentCategory(column)
  }
  const present = presentValues('impute', column)
  if (how === 'mean') return meanOf(present)
  const sorted = present.sort()
  const half = sorted.length >> 1
  if (how === 'median') return sorted.length % 2 === 1 ? sorted[half]! : meanOf(sorted.subarray(half - 1, half + 1))
  return mostFrequentOf(sorted)
}

function checkConstant(constant: number | string, column: Column): number | string {
  const fits = column.kind === 'number' ? Number.isFinite(constant) : typeof constant === 'string'
  if (fits) return constant
  throw new DataError(
    `The constant for the column ${JSON.stringify(column.name)} is ${JSON.stringify(constant)}; for ${column.kind === 'number' ? 'numbers it is a finite number' : 'categories it is a string'}.`,
  )
}

/** The longest run in rising order, the first of equals. */
function mostFrequentOf(sorted: Float64Array): number {
  let best = 0
  let longest = 0
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && sorted[to] === sorted[from]) to++
    if (to - from > longest) [best, longest] = [sorted[from]!, to - from]
  }
  return best
}

function mostFrequentCategory({ name, codes, categories }: CategoryColumn): string {
  const counts = new Uint32Array(categories.length)
  for (const code of codes) if (code >= 0) counts[code]!++
  const most = counts.reduce((greatest, count) => Math.max(greatest, count), 0)
  if (most > 0) return categories[counts.indexOf(most)]!
  throw new DataError(
    `impute cannot be fitted on the column ${JSON.stringify(name)}, in which all ${codes.length} values are missing; leave it out with dropColumns, or use { constant }.`,
  )
}

function fillNumbers(column: Column, value: number): NumberColumn {
  if (column.kind === 'number')
    return { ...column, values: column.values.map((each) => (Number.isNaN(each) ? value : each)) }
  throw new DataError(
    `impute was fitted on numbers, but the column ${JSON.stringify(column.name)} now holds categories.`,
  )
}

function fillCategories(column: Column, value: string): CategoryColumn {
  if (column.kind === 'number')
    throw new DataError(
      `impute was fitted on categories, but the column ${JSON.stringify(column.name)} now holds numbers.`,
    )
  const known = column.categories.indexOf(value)
  const categories = known < 0 ? [...column.categories, value] : column.categories
  const code = known < 0 ? column.categories.length : known
  return { ...column, categories, codes: column.codes.map((each) => (each < 0 ? code : each)) }
}
