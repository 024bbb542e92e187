import { expect, test } from 'vitest'
import { classPrediction, networkOf, numberPrediction } from '../../test/network-of.ts'
import type { ClassData, NumberData } from '../data/demo-data.ts'
import { fittedRows, measureRows } from '../report/measure-rows.ts'
import type { Predictions } from '../training/predictions.ts'
import { viewsOf } from './views.ts'

const COUNT = 200

/** Two classes; the probability of class 0 rises from 0.5 to 1, and is right as often as it says. */
const labels = Int32Array.from({ length: COUNT }, (_, i) => ((i * 61) % 100 < 50 + i / 4 ? 0 : 1))
const probabilities = Float32Array.from({ length: 2 * COUNT }, (_, i) => {
  const first = 0.5 + Math.floor(i / 2) / (2 * COUNT)
  return i % 2 === 0 ? first : 1 - first
})
const part = {
  name: 'a',
  inputs: { data: new Float32Array(COUNT), shape: [COUNT, 1] },
  targets: { data: labels, shape: [COUNT] },
  classes: 2,
}
const classes: ClassData = {
  name: 'a.csv',
  example: 'row',
  task: 'classification',
  classNames: ['0', '1'],
  splits: { train: part, validation: part, test: part },
}
const twice = <T>(prediction: T) => ({ validation: prediction, test: prediction })
const network = (predictions: Predictions) => networkOf([1], { predictions })

test('of classes: calibration, certainty and sets', () => {
  const scores = twice(classPrediction(probabilities, 2))
  const said = network({ task: 'classification', full: scores, sampled: scores })
  const views = viewsOf(classes, said, said)
  if (views.task !== 'classification') throw new Error('the task')
  const { measures } = views.monteCarlo
  const wrong = labels.reduce((sum, label) => sum + label, 0) / COUNT
  expect(measures.testError).toBe(wrong)
  expect(measures.ece).toBeLessThan(0.06)
  expect(measures.errorAuroc).toBeGreaterThan(0.6)
  expect(measures.certainError).toBeLessThan(wrong)
  expect(measures.sets!.coverage).toBeGreaterThanOrEqual(0.9)
  expect(measureRows(views).every((row) => row.length === 4)).toBe(true)
  expect(measureRows(views).slice(-5)).toEqual(fittedRows(classes, views))
})

test('of classes that are equally certain, the error of the most certain is the mean over their orders', () => {
  const said = Float32Array.from({ length: 2 * COUNT }, (_, i) => (i % 2 === 0 ? 0.75 : 0.25))
  const scores = twice(classPrediction(said, 2))
  const equal = network({ task: 'classification', full: scores, sampled: scores })
  const views = viewsOf(classes, equal, equal)
  if (views.task !== 'classification') throw new Error('the task')
  expect(views.plain.measures.certainError).toBeCloseTo(views.plain.measures.testError, 12)
})

test('of numbers: intervals of the noise, and the deviation of the samples', () => {
  const at = (i: number) => Math.sin(i)
  const noisy = Float32Array.from({ length: COUNT }, (_, i) => at(i) + Math.cos(7 * i))
  const numbers = { name: 'a', inputs: part.inputs, targets: { data: noisy, shape: [COUNT, 1] } }
  const data: NumberData = {
    name: 'a.csv',
    example: 'row',
    task: 'regression',
    scale: { mean: 100, scale: 10 },
    splits: { train: numbers, validation: numbers, test: numbers },
  }
  const mean = Array.from({ length: COUNT }, (_, i) => at(i))
  const every = [-1, 1].flatMap((sign) => mean.map((value, i) => value + (sign * i) / COUNT))
  const said = network({
    task: 'regression',
    full: twice(numberPrediction(mean, COUNT)),
    sampled: twice(numberPrediction(every, COUNT)),
  })
  const views = viewsOf(data, said, said)
  if (views.task !== 'regression') throw new Error('the task')
  expect(views.plain.measures.testError).toBeCloseTo(10 * Math.SQRT1_2, 1)
  expect(views.plain.measures.certainError).toBeNull()
  expect(views.plain.measures.intervals!.width).toBeCloseTo(2 * 1.645 * 10 * Math.SQRT1_2, 0)
  expect(views.plain.noiseVariance).toBeCloseTo(0.5, 2)
  expect(fittedRows(data, views)[0]!.slice(0, 2)).toEqual(['standard deviation of the noise', '7.078'])
})
