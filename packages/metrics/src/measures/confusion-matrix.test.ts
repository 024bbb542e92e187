import { expect, test } from 'vitest'
import { confusionMatrix, confusionMatrixMetric } from './confusion-matrix.ts'

test('true classes are rows, predicted ones columns', () => {
  expect(confusionMatrix([0, 0, 2, 0], [0, 1, 2, 1], 3)).toEqual([
    [1, 0, 0],
    [2, 0, 0],
    [0, 0, 1],
  ])
  expect(() => confusionMatrixMetric(1.5)).toThrow('classes is 1.5; it is an integer from 1.')
})
