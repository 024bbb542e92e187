import { moments } from '../moments.ts'
import { numbersFor, type Step, type StepRule, type StepState, seenValues } from '../step.ts'

export interface StandardizeState extends StepState {
  readonly step: 'standardize'
  readonly mean: number
  readonly scale: number
}

/**
 * (x − mean) / standard deviation, both of the training data. Missing values stay missing. The standard deviation is that of the
 * population (divided by n). A column that is constant in training becomes x − mean.
 *
 * @example
 * ```ts
 * import { columnOf, parseCsv, preprocess, standardize } from '@thinned/data'
 *
 * const table = parseCsv('x\n1\n3\n')
 * const x = columnOf(preprocess({ numbers: [standardize()] }).fit(table).apply(table), 'x')
 * if (x.kind === 'number') console.log(x.values) // Float64Array(2) [ -1, 1 ]
 * ```
 */
export function standardize(): Step {
  return {
    fit(column): StandardizeState {
      const { mean, deviation } = moments(seenValues('standardize', numbersFor('standardize', column)))
      return { step: 'standardize', mean, scale: deviation || 1 }
    },
  }
}

export const standardizeRule: StepRule<StandardizeState> = {
  step: 'standardize',
  apply(column, { mean, scale }) {
    const numbers = numbersFor('standardize', column)
    return { column: { ...numbers, values: numbers.values.map((value) => (value - mean) / scale) } }
  },
}
