import { categories, numbers, type StepCases } from '../../../test/step-cases.ts'
import { impute } from './impute.ts'

const input = numbers('x', null, 8)
const train = numbers('x', 4, 1, null, 4, 1, 9)
const crops = ['kale', 'leek', 'rye']

export const cases: StepCases = {
  mean: { step: impute('mean'), train, input, expected: [numbers('x', 3.8, 8)] },
  'median of an odd number': { step: impute('median'), train, input, expected: [numbers('x', 4, 8)] },
  'median of an even number': {
    step: impute('median'),
    train: numbers('x', 5, 1, 2, 9),
    input,
    expected: [numbers('x', 3.5, 8)],
  },
  'the least of the most frequent': { step: impute('mostFrequent'), train, input, expected: [numbers('x', 1, 8)] },
  'a constant, and where': {
    step: impute({ constant: -1 }, { indicator: true }),
    train,
    input,
    expected: [numbers('x', -1, 8), numbers('x=(missing)', 1, 0)],
  },
  'the first of the most frequent categories': {
    step: impute('mostFrequent'),
    train: categories('crop', crops, 'leek', 'kale', null, 'kale', 'leek'),
    input: categories('crop', ['leek', 'rye'], null, 'leek', 'rye'),
    expected: [categories('crop', crops, 'kale', 'leek', 'rye')],
  },
  'a category of its own, and where': {
    step: impute({ constant: 'none' }, { indicator: true }),
    train: categories('crop', ['leek'], 'leek', 'leek'),
    input: categories('crop', ['leek'], null, 'leek'),
    expected: [categories('crop', ['leek', 'none'], 'none', 'leek'), numbers('crop=(missing)', 1, 0)],
  },
}
