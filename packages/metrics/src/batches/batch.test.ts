import { expect, test } from 'vitest'
import { accuracy, auroc, ece, rmse } from '../measures/index.ts'
import { mostProbable } from './most-probable.ts'

test('the most probable class of each row, the lowest among equals', () => {
  expect(mostProbable([0.2, 0.5, 0.3, 0.4, 0.2, 0.4, -1, -3, -2], 3)).toEqual(Int32Array.of(1, 0, 0))
  expect(mostProbable([], 3)).toEqual(new Int32Array(0))
  expect(() => mostProbable([1, 2, 3], 2)).toThrow('3 probabilities do not divide into rows of 2 classes.')
  expect(() => mostProbable([], 0)).toThrow('classes is 0; it is an integer from 1.')
  expect(() => mostProbable([1, 2, Number.NaN, 2], 2)).toThrow('Row 1 has NaN for class 0; which class')
})

test('a batch that lacks what is measured is refused, with what it takes', () => {
  const numbers = { predicted: [1], targets: [1] } as never
  const classes = { predicted: [1], labels: [1] } as never
  expect(() => accuracy().update(accuracy().empty(), numbers)).toThrow(
    'The batch holds predicted, targets, but no labels; this metric takes predicted and labels.',
  )
  expect(() => rmse().update(rmse().empty(), classes)).toThrow(
    'The batch holds predicted, labels, but no targets; this metric takes predicted and targets.',
  )
  for (const metric of [auroc(), ece()])
    expect(() => metric.update(metric.empty() as never, classes)).toThrow('but no probabilities; this metric takes')
})
