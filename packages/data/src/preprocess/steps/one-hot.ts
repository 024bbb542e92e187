import { DataError } from '../../data-error.ts'
import type { CategoryColumn, Column } from '../../table/table.ts'
import type { Step, StepRule, StepState } from '../step.ts'

export interface OneHotOptions {
  /**
   * For a category that training did not see: an error (default), an extra column `<name>=(unknown)`, which is 0 throughout training, or
   * zeros in all columns.
   */
  readonly unknown?: 'error' | 'column' | 'zeros'
}

export interface OneHotState extends StepState {
  readonly step: 'oneHot'
  readonly categories: readonly string[]
  readonly unknown: 'error' | 'column' | 'zeros'
}

/**
 * A column `<name>=<category>` of 0 and 1 for each category of the training data, in the order of the column's categories. It is the last
 * step of a column. A missing value is an error: put impute before it, with a constant if missing should be a category.
 *
 * @throws {DataError} when fitted on numbers, on missing values or on no rows; when applied to an unknown category, unless `unknown` allows it.
 * @example
 * ```ts
 * import { oneHot, parseCsv, preprocess } from '@thinned/data'
 *
 * const table = parseCsv('crop\nleek\nkale\n')
 * const { columns } = preprocess({ categories: [oneHot()] }).fit(table).apply(table)
 * console.log(columns.map(({ name }) => name)) // [ 'crop=kale', 'crop=leek' ]
 * ```
 */
export function oneHot({ unknown = 'error' }: OneHotOptions = {}): Step {
  if (!['error', 'column', 'zeros'].includes(unknown))
    throw new DataError(`oneHot was given unknown: ${JSON.stringify(unknown)}; it is 'error', 'column' or 'zeros'.`)
  return {
    fit(column): OneHotState {
      const { name, codes, categories } = completeCategories(column)
      const seen = new Set(codes)
      if (seen.size === 0)
        throw new DataError(`oneHot cannot be fitted on the column ${JSON.stringify(name)}, which has no rows.`)
      return { step: 'oneHot', categories: categories.filter((_, code) => seen.has(code)), unknown }
    },
  }
}

export const oneHotRule: StepRule<OneHotState> = {
  step: 'oneHot',
  apply(column, { categories, unknown }) {
    const { name, codes, categories: present } = completeCategories(column)
    const indices = present.map((category) => categories.indexOf(category))
    const row = codes.findIndex((code) => indices[code]! < 0)
    if (row >= 0 && unknown === 'error') {
      throw new DataError(
        `The column ${JSON.stringify(name)} is ${JSON.stringify(present[codes[row]!])} in row ${row}, a category that training did not see (${categories.join(', ')}). Correct it, or use oneHot({ unknown: 'column' }) or 'zeros'.`,
      )
    }
    const indicator = (index: number) => Float64Array.from(codes, (code) => (indices[code] === index ? 1 : 0))
    const added = categories.map((category, index): Column => {
      return { kind: 'number', name: `${name}=${category}`, values: indicator(index) }
    })
    if (unknown === 'column') added.push({ kind: 'number', name: `${name}=(unknown)`, values: indicator(-1) })
    return { added }
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
