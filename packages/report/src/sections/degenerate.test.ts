import { unitStatistics } from '@thinned/diagnosis'
import { expect, test } from 'vitest'
import { classData, classPrediction, valueData, valuePrediction } from '../../test/predictions.ts'
import { report } from '../report.ts'
import type { ReportOptions } from '../report-options.ts'

const record = { epoch: 0, runningLoss: 1, measuredExamples: 0, keep: {}, seconds: 1, examplesPerSecond: 1 }
const nan = Number.NaN
const layer = (activations: readonly number[], increases: readonly number[]) => ({
  path: 'relu1',
  ...unitStatistics({ activations, units: 1 }),
  contributions: { increases, gini: null },
})
const diagnosis = {
  examples: 1,
  loss: 0,
  error: null,
  layers: [],
  cka: [],
  robustness: null,
  keep: null,
  gradientNoise: null,
}

const cases: Readonly<Record<string, ReportOptions>> = {
  'one example': { test: { data: classData([1]), predictions: classPrediction([[0.5, 0.5]]) } },
  'a single class': { test: { data: classData([0, 0]), predictions: classPrediction([[1], [1]]) } },
  'no errors at all': { test: { data: classData([0]), predictions: classPrediction([[1, 0]]) } },
  'all wrong, with probability 0': { test: { data: classData([0]), predictions: classPrediction([[0, 1]]) } },
  'NaN alone': { test: { data: classData([0]), predictions: classPrediction([[nan, nan]]) } },
  'one value': { test: { data: valueData([1]), predictions: valuePrediction([2]) } },
  'one value with noise': { test: { data: valueData([1]), predictions: valuePrediction([2], [1], [1]) } },
  'values of no noise at all': {
    test: { data: valueData([1, 2]), predictions: valuePrediction([1, 3], [0, 0], [0, 0]) },
  },
  'values that are NaN': { test: { data: valueData([1]), predictions: valuePrediction([nan], [nan]) } },
  'values with a variance of 0': { test: { data: valueData([1, 2]), predictions: valuePrediction([1, 3], [0, 1]) } },
  'a network without hidden layers': { diagnosis },
  'a dead unit alone': { diagnosis: { ...diagnosis, layers: [layer([0], [0])], cka: [[null]] } },
  'activations that are all the same': { diagnosis: { ...diagnosis, layers: [layer([3, 3], [-1])], cka: [[null]] } },
  'a loss that is not finite': {
    diagnosis: {
      ...diagnosis,
      loss: nan,
      layers: [layer([0, 1], [nan])],
      cka: [[1]],
      robustness: [
        { fraction: 0, plain: { loss: nan, error: null, draws: [] }, rescaled: { loss: nan, error: null, draws: [] } },
      ],
    },
  },
}

test.each(Object.entries(cases))('%s does not break the page', (_, options) => {
  const html = report({ history: [record] }, options)
  const text = html.replace(/<style>.*?<\/style>/s, '').replaceAll('(NaN)', '')
  expect(text).not.toMatch(/NaN|undefined|Infinity|\[object/)
})
