import { expect, test } from 'vitest'
import { classPredictions, imagesOf, networkOf, numberPrediction } from '../../test/network-of.ts'
import type { ClassData, NumberData } from '../data/demo-data.ts'
import { viewsOf } from '../measures/views.ts'
import type { TrainedNetwork } from '../training/train-network.ts'
import { comparisonOf } from './comparison.ts'
import { evidenceOf, verdictOfPairs, verdictSentence } from './verdict.ts'

const one = imagesOf('one', [3])
const compare = (data: ClassData | NumberData, plain: TrainedNetwork, dropout: TrainedNetwork) => {
  const views = viewsOf(data, plain, dropout)
  const comparison = comparisonOf(views, plain, dropout)
  return { ...comparison, verdict: evidenceOf(data, views, comparison, 0).verdict }
}
const says = (label: number) => ({ predictions: classPredictions([label]) })

test('test errors and gaps are those of the full networks', () => {
  const { plain, dropout } = compare(one, networkOf([1], says(3)), networkOf([1], says(4)))
  expect([plain.testError, plain.gap, dropout.testError, dropout.gap]).toEqual([0, -0.01, 1, 0.99])
})

test('epochs are counted to the training loss that the slower network ended at', () => {
  const compared = compare(one, networkOf([2, 0.9, 0.5, 0.1], says(3)), networkOf([2, 1.5, 1.2, 1], says(3)))
  expect(compared.epochsToLoss).toEqual({ loss: 1, plain: 2, dropout: 4 })
})

test('a network that never had that loss reached it never', () => {
  const { epochsToLoss } = compare(one, networkOf([2, 1.5], { ...says(3), loss: 0.5 }), networkOf([2, 1], says(3)))
  expect(epochsToLoss).toEqual({ loss: 1, plain: undefined, dropout: 2 })
})

test('images count as evidence where exactly one network is wrong', () => {
  const labels = Array.from({ length: 40 }, (_, i) => i % 10)
  const right = networkOf([1], { predictions: classPredictions(labels) })
  const wrong = networkOf([1], { predictions: classPredictions(labels.map((label, i) => (i < 8 ? 9 - label : label))) })
  const verdict = (plain: TrainedNetwork, dropout: TrainedNetwork) =>
    compare(imagesOf('forty', labels), plain, dropout).verdict
  expect([verdict(wrong, right), verdict(right, wrong), verdict(wrong, wrong)]).toEqual([-1, 1, 0])
})

test('of numbers, a lower error counts where resampled rows agree', () => {
  const targets = { data: Float32Array.from({ length: 40 }, (_, i) => i / 20 - 1), shape: [40, 1] }
  const part = { name: 'forty', inputs: targets, targets }
  const data: NumberData = {
    name: 'forty',
    example: 'row',
    task: 'regression',
    scale: { mean: 10, scale: 2 },
    splits: { train: part, validation: part, test: part },
  }
  const off = (by: number) => {
    const predicted = Array.from(targets.data, (value, i) => value + by * Math.sin(i))
    const prediction = numberPrediction(predicted, predicted.length)
    const full = { validation: prediction, test: prediction }
    return networkOf([1], { predictions: { task: 'regression', full, sampled: full } })
  }
  const verdict = (plain: number, dropout: number) => compare(data, off(plain), off(dropout)).verdict
  expect([verdict(1, 0.5), verdict(0.5, 1), verdict(1, -1)]).toEqual([-1, 1, 0])
})

const sentence = (plain: number, dropout: number, onlyFirstRight: number, onlySecondRight: number) =>
  verdictSentence({
    task: 'classification',
    plain: { testError: plain },
    dropout: { testError: dropout },
    verdict: verdictOfPairs({ onlyFirstRight, onlySecondRight }),
  })

test('the verdict is that of the images that only one network gets wrong', () => {
  expect(sentence(0.05, 0.03, 20, 60)).toBe('Dropout lowered the test error from 5.0 % to 3.0 %.')
  expect(sentence(0.03, 0.05, 60, 20)).toBe('Dropout raised the test error from 3.0 % to 5.0 %.')
})

test('a difference within chance is not significant', () => {
  expect(sentence(0.05, 0.04, 18, 30)).toBe('Dropout made no significant difference (test error from 5.0 % to 4.0 %).')
  expect(sentence(0, 0, 0, 0)).toMatch(/^Dropout made no significant difference/)
})

test('numbers are in the units of the target', () => {
  const errors = { plain: { testError: 12_345.67 }, dropout: { testError: 0.01234 } }
  expect(verdictSentence({ task: 'regression', ...errors, verdict: -1 })).toBe(
    'Dropout lowered the test RMSE from 12,346 to 0.01234.',
  )
})
