import { Fault, number, object, oneOf, type Schema } from '@thinned/schema'
import { checkNone } from '../../check-plain.ts'
import { rangeOf } from '../moments.ts'
import { numbersFor, presentValues, type Step, type StepRule, type StepState } from '../step.ts'

export interface MinMaxState extends StepState {
  readonly step: 'minMax'
  readonly low: number
  readonly high: number
}

/**
 * (x − low) / (high − low), with the lowest and the highest value of the training data: in [0, 1] there, possibly beyond it in other data.
 * Missing values stay missing. A column that is constant in training, up to rounding, becomes x − low.
 *
 * @throws {DataError} when fitted on a column without a value, or whose range no float64 can hold.
 * @example
 * ```ts
 * import { columnOf, minMax, parseCsv, preprocess } from '@thinned/data'
 *
 * const fitted = preprocess({ numbers: [minMax()] }).fit(parseCsv('x\n1\n3\n'))
 * const x = columnOf(fitted.apply(parseCsv('x\n2\n4\n')), 'x')
 * if (x.kind === 'number') console.log(x.values) // Float64Array(2) [ 0.5, 1.5 ]
 * ```
 */
export function minMax(...none: []): Step {
  checkNone('minMax', none, 'it takes no arguments: it scales the training data to [0, 1]')
  return {
    fit(column): MinMaxState {
      const present = presentValues('minMax', numbersFor('minMax', column))
      const { low, high, isConstant } = rangeOf(present, `The column ${JSON.stringify(column.name)}`)
      // JSON has no −0.
      return { step: 'minMax', low: low + 0, high: (isConstant ? low : high) + 0 }
    },
  }
}

const fields = object({ step: oneOf('minMax'), low: number(), high: number() })

const schema: Schema<MinMaxState> = {
  takes: fields.takes,
  read(value, path) {
    const state = fields.read(value, path)
    if (state.high < state.low) throw new Fault(`${path}.high`, state.high, `a number from ${state.low}`)
    return state
  },
}

export const minMaxRule: StepRule<MinMaxState> = {
  step: 'minMax',
  schema,
  kindOf: () => 'number',
  apply(column, { low, high }) {
    const numbers = numbersFor('minMax', column)
    const range = high === low ? 1 : high - low
    return { column: { ...numbers, values: numbers.values.map((value) => (value - low) / range) } }
  },
}
