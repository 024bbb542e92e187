import { numbers, type StepCases } from '../../../test/step-cases.ts'
import { standardize } from './standardize.ts'

export const cases: StepCases = {
  'with missing values': {
    step: standardize(),
    train: numbers('x', 1, null, 3, 5, 7),
    input: numbers('x', 4, null, 4 + Math.sqrt(5)),
    expected: [numbers('x', 0, null, 1)],
  },
  'of a constant': {
    step: standardize(),
    train: numbers('x', 0.1, 0.1, 0.1, null),
    input: numbers('x', 0.1, 1.1),
    expected: [numbers('x', 0, 1)],
  },
}
