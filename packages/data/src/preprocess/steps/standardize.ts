import { number, object, oneOf } from '@thinned/schema'
import { checkNone } from '../../check-plain.ts'
import { moments } from '../moments.ts'
import { numbersFor, presentValues, type Step, type StepRule, type StepState } from '../step.ts'

export interface StandardizeState extends StepState {
  readonly step: 'standardize'
  readonly mean: number
  readonly scale: number
}

/**
 * (x − mean) / standard deviation, both of the training data. Missing values stay missing. The standard deviation is that of the
 * population (divided by n). A column that is constant in training, up to rounding, becomes x − mean.
 *
 * @throws {DataError} when fitted on a column without a value, or whose range no float64 can hold.
 * @example
 * ```ts
 * import { columnOf, parseCsv, preprocess, standardize } from '@thinned/data'
 *
 * const table = parseCsv('x\n1\n3\n')
 * const x = columnOf(preprocess({ numbers: [standardize()] }).fit(table).apply(table), 'x')
 * if (x.kind === 'number') console.log(x.values) // Float64Array(2) [ -1, 1 ]
 * ```
 */
export function standardize(...none: []): Step {
  checkNone('standardize', none, 'it takes no arguments: it gives the training data mean 0 and standard deviation 1')
  return {
    fit(column): StandardizeState {
      const present = presentValues('standardize', numbersFor('standardize', column))
      const { mean, deviation } = moments(present, `The column ${JSON.stringify(column.name)}`)
      // JSON has no −0.
      return { step: 'standardize', mean: mean + 0, scale: deviation || 1 }
    },
  }
}

export const standardizeRule: StepRule<StandardizeState> = {
  step: 'standardize',
  schema: object({ step: oneOf('standardize'), mean: number(), scale: number({ above: 0 }) }),
  kindOf: () => 'number',
  apply(column, { mean, scale }) {
    const numbers = numbersFor('standardize', column)
    return { column: { ...numbers, values: numbers.values.map((value) => (value - mean) / scale) } }
  },
}
