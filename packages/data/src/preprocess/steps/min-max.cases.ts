import { numbers, type StepCases } from '../../../test/step-cases.ts'
import { minMax } from './min-max.ts'

export const cases: StepCases = {
  'with missing values, and some beyond': {
    step: minMax(),
    train: numbers('x', 2, null, 6, 4),
    input: numbers('x', 2, 3, 6, 8, null),
    expected: [numbers('x', 0, 0.25, 1, 1.5, null)],
  },
  'of a constant': {
    step: minMax(),
    train: numbers('x', 7, 7),
    input: numbers('x', 7, 9),
    expected: [numbers('x', 0, 2)],
  },
}
