import { numbersFor, presentValues, type Step, type StepRule, type StepState } from '../step.ts'

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
      const { mean, deviation } = moments(presentValues('standardize', numbersFor('standardize', column)))
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

/**
 * The mean and the standard deviation (of the population: divided by n) of one or more numbers, in two passes, in order. Equal
 * numbers have exactly themselves for mean and the deviation 0, which the sums alone would miss by their rounding.
 */
export function moments(values: Float64Array): { readonly mean: number; readonly deviation: number } {
  const first = values[0]!
  if (values.every((value) => value === first)) return { mean: first, deviation: 0 }
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  const mean = sum / values.length
  let squares = 0
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) * (values[i]! - mean)
  return { mean, deviation: Math.sqrt(squares / values.length) }
}
