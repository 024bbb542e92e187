import { expect, test } from 'vitest'
import { mostProbable } from './most-probable.ts'

test('each row has its largest entry found, the first among equals', () => {
  expect(mostProbable({ data: [0.1, 0.7, 0.2, 0.4, 0.2, 0.4, 0, 0, 1] }, 3)).toEqual(Int32Array.of(1, 0, 2))
  expect(mostProbable({ data: [] }, 3)).toEqual(new Int32Array(0))
})
