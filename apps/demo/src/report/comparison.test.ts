import { expect, test } from 'vitest'
import { networkOf } from '../../test/network-of.ts'
import { advise, comparisonOf, evidenceOf } from './comparison.ts'

test('epochs are counted to the training loss that the slower network ended at', () => {
  const compared = comparisonOf(networkOf([2, 0.9, 0.5, 0.1]), networkOf([2, 1.5, 1.2, 1]))
  expect(compared.epochsToLoss).toEqual({ loss: 1, plain: 2, dropout: 4 })
})

test('a network that never had that loss reached it never', () => {
  const { epochsToLoss } = comparisonOf(networkOf([2, 1.5], { loss: 0.5 }), networkOf([2, 1]))
  expect(epochsToLoss).toEqual({ loss: 1, plain: undefined, dropout: 2 })
})

test('images count as evidence where exactly one network is wrong', () => {
  const labels = Int32Array.of(0, 1, 2, 3, 4)
  const images = {
    name: 'five',
    inputs: { data: new Float32Array(5), shape: [5, 1] },
    targets: { data: labels, shape: [5] },
    classes: 10,
  }
  const plain = networkOf([1], { predicted: Int32Array.of(0, 9, 9, 9, 4) })
  const dropout = networkOf([1], { predicted: Int32Array.of(0, 1, 2, 9, 9) })
  expect(evidenceOf(plain, dropout, images)).toMatchObject({ pairs: { onlyFirstRight: 1, onlySecondRight: 2 } })
})

const errorsOf = (plain: number, dropout: number, dropoutTrain = 0) => ({
  plain: { trainError: 0, testError: plain },
  dropout: { trainError: dropoutTrain, testError: dropout },
})

test('the advice follows the images that only one network gets wrong', () => {
  expect(advise({ ...errorsOf(0.05, 0.03), pairs: { onlyFirstRight: 20, onlySecondRight: 60 } })).toMatch(
    /^Dropout lowered the test error from 5\.0 % to 3\.0 %:/,
  )
  expect(advise({ ...errorsOf(0.03, 0.05), pairs: { onlyFirstRight: 60, onlySecondRight: 20 } })).toMatch(
    /^Dropout raised .+ does better without it/,
  )
  expect(advise({ ...errorsOf(0.03, 0.2, 0.15), pairs: { onlyFirstRight: 345, onlySecondRight: 5 } })).toMatch(
    /the network underfits/,
  )
})

test('a difference within chance is not significant', () => {
  expect(advise({ ...errorsOf(0.05, 0.04), pairs: { onlyFirstRight: 18, onlySecondRight: 30 } })).toMatch(
    /^Dropout made no significant difference/,
  )
  expect(advise({ ...errorsOf(0, 0), pairs: { onlyFirstRight: 0, onlySecondRight: 0 } })).toMatch(
    /^Dropout made no significant difference/,
  )
})
