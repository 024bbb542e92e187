import { categories, numbers, type StepCases } from '../../../test/step-cases.ts'
import { oneHot } from './one-hot.ts'

const train = categories('crop', ['kale', 'leek', 'rye'], 'rye', 'kale', 'rye')

export const cases: StepCases = {
  'of what training has, however it is numbered': {
    step: oneHot(),
    train,
    input: categories('crop', ['rye', 'kale'], 'kale', 'rye', 'rye'),
    expected: [numbers('crop=kale', 1, 0, 0), numbers('crop=rye', 0, 1, 1)],
  },
  'with a column for what is new': {
    step: oneHot({ unknown: 'column' }),
    train,
    input: categories('crop', ['beet', 'rye'], 'beet', 'rye'),
    expected: [numbers('crop=kale', 0, 0), numbers('crop=rye', 0, 1), numbers('crop=(unknown)', 1, 0)],
  },
  'with zeros for what is new': {
    step: oneHot({ unknown: 'zeros' }),
    train,
    input: categories('crop', ['leek', 'rye'], 'leek', 'rye'),
    expected: [numbers('crop=kale', 0, 0), numbers('crop=rye', 0, 1)],
  },
}
