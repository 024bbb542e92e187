import { expect, test } from 'vitest'
import { mostProbable } from './batch.ts'

test('the most probable class of each row, the lowest among equals', () => {
  expect(mostProbable([0.2, 0.5, 0.3, 0.4, 0.2, 0.4, -1, -3, -2], 3)).toEqual(Int32Array.of(1, 0, 0))
  expect(mostProbable([], 3)).toEqual(new Int32Array(0))
  expect(() => mostProbable([1, 2, 3], 2)).toThrow('3 probabilities do not divide into rows of 2 classes.')
  expect(() => mostProbable([], 0)).toThrow('classes is 0; it is an integer from 1.')
})
