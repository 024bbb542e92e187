import { Fault, type Fields, integer, list, object, oneOf, type Schema, text, withDefault } from '@thinned/schema'
import { DataError } from '../../data-error.ts'
import { dataOptions } from '../../options.ts'
import { listCategories } from '../../table/read-column.ts'
import type { CategoryColumn, Column } from '../../table/table.ts'
import type { Step, StepRule, StepState } from '../step.ts'

export interface OneHotOptions {
  /**
   * For a category that training did not see: an error (default), an extra column `<name>=(unknown)`, which is 0 throughout training, or
   * zeros in all columns.
   */
  readonly unknown?: 'error' | 'column' | 'zeros'
  /** The most categories, from 1, since each takes a column. More are an error: an id or a name is no category. Default 256. */
  readonly maxCategories?: number
}

const read = dataOptions(
  'oneHot',
  {
    unknown: withDefault(oneOf('error', 'column', 'zeros'), 'error'),
    maxCategories: withDefault(integer({ from: 1 }), 256),
  } satisfies Fields<OneHotOptions>,
  { handleUnknown: 'unknown', handle_unknown: 'unknown', max_categories: 'maxCategories', limit: 'maxCategories' },
)

export interface OneHotState extends StepState {
  readonly step: 'oneHot'
  readonly categories: readonly string[]
  readonly unknown: 'error' | 'column' | 'zeros'
}

/**
 * A column `<name>=<category>` of 0 and 1 for each category of the training data, in the order of the column's categories. It is the last
 * step of a column. A missing value is an error: put impute before it, with a constant if missing should be a category.
 *
 * @throws {DataError} when fitted on numbers, on missing values, on no rows or on more than `maxCategories`; when applied to an unknown category, unless `unknown` allows it.
 * @example
 * ```ts
 * import { oneHot, parseCsv, preprocess } from '@thinned/data'
 *
 * const table = parseCsv('crop\nleek\nkale\n')
 * const { columns } = preprocess({ categories: [oneHot()] }).fit(table).apply(table)
 * console.log(columns.map(({ name }) => name)) // [ 'crop=kale', 'crop=leek' ]
 * ```
 */
export function oneHot(options: OneHotOptions = {}): Step {
  const { unknown, maxCategories } = read(options)
  return {
    fit(column): OneHotState {
      const { name, codes, categories } = completeCategories(column)
      const seen = new Set(codes)
      if (seen.size === 0)
        throw new DataError(`oneHot cannot be fitted on the column ${JSON.stringify(name)}, which has no rows.`)
      if (seen.size > maxCategories)
        throw new DataError(
          `oneHot would make ${seen.size} columns of ${JSON.stringify(name)} (${listCategories(categories)}); it makes at most ${maxCategories}. Leave the column out with preprocess({ drop: [${JSON.stringify(name)}] }) if it is an id or a name, or allow more with oneHot({ maxCategories: ${seen.size} }).`,
          { code: 'invalid-data' },
        )
      return { step: 'oneHot', categories: categories.filter((_, code) => seen.has(code)), unknown }
    },
  }
}

const fields = object({
  step: oneOf('oneHot'),
  categories: list(text),
  unknown: oneOf('error', 'column', 'zeros'),
})

const schema: Schema<OneHotState> = {
  takes: fields.takes,
  read(value, path) {
    const state = fields.read(value, path)
    if (state.categories.length > 0) return state
    throw new Fault(`${path}.categories`, state.categories, 'a list of at least one category')
  },
}

export const oneHotRule: StepRule<OneHotState> = {
  step: 'oneHot',
  schema,
  kindOf: () => 'category',
  namesOf: (name, { categories, unknown }) => [
    ...categories.map((category) => `${name}=${category}`),
    ...(unknown === 'column' ? [`${name}=(unknown)`] : []),
  ],
  replaces: ({ categories }) => categories,
  apply(column, state) {
    const { categories, unknown } = state
    const { name, codes, categories: present } = completeCategories(column)
    const numbers = new Map(categories.map((category, index) => [category, index]))
    const indices = present.map((category) => numbers.get(category) ?? -1)
    const row = codes.findIndex((code) => indices[code]! < 0)
    if (row >= 0 && unknown === 'error') {
      throw new DataError(
        `The column ${JSON.stringify(name)} is ${JSON.stringify(present[codes[row]!])} in row ${row}, a category that training did not see (${listCategories(categories)}). Correct it, or use oneHot({ unknown: 'column' }) or 'zeros'.`,
        { code: 'invalid-data' },
      )
    }
    const names = oneHotRule.namesOf!(name, state)
    const made = names.map((each) => ({ kind: 'number', name: each, values: new Float64Array(codes.length) }) as const)
    const ofUnknown = unknown === 'column' ? made.length - 1 : undefined
    for (const [i, code] of codes.entries()) {
      const index = indices[code]! < 0 ? ofUnknown : indices[code]!
      if (index !== undefined) made[index]!.values[i] = 1
    }
    return { added: made }
  },
}

function completeCategories(column: Column): CategoryColumn {
  if (column.kind === 'number')
    throw new DataError(
      `oneHot takes categories, but the column ${JSON.stringify(column.name)} holds numbers; read it with types: { ${JSON.stringify(column.name)}: 'category' }.`,
    )
  const row = column.codes.findIndex((code) => code < 0)
  if (row < 0) return column
  throw new DataError(
    `oneHot was given the column ${JSON.stringify(column.name)} with a missing value in row ${row}; put impute before it.`,
  )
}
