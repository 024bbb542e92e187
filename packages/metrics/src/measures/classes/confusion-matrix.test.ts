import { expect, test } from 'vitest'
import { measure } from '../../metric.ts'
import { confusionMatrix } from './confusion-matrix.ts'

test('true classes are rows, predicted ones columns', () => {
  expect(measure(confusionMatrix({ classes: 3 }), { predicted: [0, 0, 2, 0], labels: [0, 1, 2, 1] })).toEqual([
    [1, 0, 0],
    [2, 0, 0],
    [0, 0, 1],
  ])
  expect(() => confusionMatrix({ classes: 1.5 })).toThrow(
    'confusionMatrix was given classes 1.5; it takes an integer from 1 to 10000.',
  )
})
