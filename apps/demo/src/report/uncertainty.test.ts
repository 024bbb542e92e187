import { expect, test } from 'vitest'
import { networkOf } from '../../test/network-of.ts'
import type { ClassData, NumberData, TableFacts } from '../data/demo-data.ts'
import { picturesOf } from '../measures/pictures.ts'
import { viewsOf } from '../measures/views.ts'
import type { Predictions } from '../training/predictions.ts'
import { measureRows } from './measure-rows.ts'
import { uncertainExamples } from './uncertain-examples.ts'

const COUNT = 200
const table: TableFacts = {
  target: '<b>y</b>',
  rows: COUNT,
  columns: ['<i>x</i>'],
  dropped: [],
  leftOut: [],
  notes: [],
  testCells: (row) => [`<script>${row}</script>`],
  testTarget: (row) => `t&${row}`,
}

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
  classNames: ['<u>0</u>', '1'],
  splits: { train: part, validation: part, test: part },
  table,
}
const scores = { validation: { probabilities }, test: { probabilities } }
const said: Predictions = {
  task: 'classification',
  full: scores,
  sampled: scores,
}
const network = (predictions: Predictions) => networkOf([1], { predictions })

test('of classes: calibration, certainty and sets', () => {
  const views = viewsOf(classes, network(said), network(said))
  if (views.task !== 'classification') throw new Error('the task')
  const { measures } = views.monteCarlo
  const wrong = labels.reduce((sum, label) => sum + label, 0) / COUNT
  expect(measures.testError).toBe(wrong)
  expect(measures.ece).toBeLessThan(0.06)
  expect(measures.errorAuroc).toBeGreaterThan(0.6)
  expect(measures.certainError).toBeLessThan(wrong)
  expect(measures.sets!.coverage).toBeGreaterThanOrEqual(0.9)
  const { calibration, coverage } = picturesOf(classes, views)
  for (const [i, x] of calibration.x.entries()) expect(Math.abs(calibration.curves.plain![i]! - x)).toBeLessThan(12)
  expect(coverage.x.at(-1)).toBe(100)
  expect(coverage.curves.plain!.at(-1)).toBeCloseTo(100 * wrong, 10)
  expect(measureRows(views).every((row) => row.length === 4)).toBe(true)
  const examples = uncertainExamples(classes, views)
  expect(examples).toContain('<td>t&#38;0</td><td>&#60;u&#62;0&#60;/u&#62;')
  expect(examples).not.toMatch(/<script|<b>|<i>|<u>/)
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
    table,
  }
  const mean = Float64Array.from({ length: COUNT }, (_, i) => at(i))
  const spread = [-1, 1].flatMap((sign) => Array.from(mean, (value, i) => value + (sign * i) / COUNT))
  const every = Float64Array.from(spread)
  const predictions: Predictions = {
    task: 'regression',
    full: { validation: mean, test: mean },
    sampled: { validation: every, test: every },
  }
  const views = viewsOf(data, network(predictions), network(predictions))
  if (views.task !== 'regression') throw new Error('the task')
  expect(views.plain.measures.testError).toBeCloseTo(10 * Math.SQRT1_2, 1)
  expect(views.plain.measures.certainError).toBeNull()
  expect(views.plain.measures.intervals!.width).toBeCloseTo(2 * 1.645 * 10 * Math.SQRT1_2, 0)
  expect(views.monteCarlo.deviation[100]).toBeCloseTo(0.5, 10)
  const pictures = picturesOf(data, views)
  expect(Object.keys(pictures.coverage.curves)).toEqual(['monteCarlo'])
  expect(pictures.calibration.x.at(-1)).toBe(95)
  expect(uncertainExamples(data, views)).toContain('<td>t&#38;199</td>')
})
