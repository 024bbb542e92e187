import { type MetricCases, metricCase } from '../../../test/cases.ts'
import { targetBatch } from '../../../test/random-batches.ts'
import { meanVariance } from './mean-variance.ts'

export const cases: MetricCases = {
  '': metricCase({
    metric: meanVariance(),
    batch: (key, n) => ({ values: targetBatch(key, n).targets }),
    refused: [[{ values: [1, Number.NaN] }, 'Value 1 is NaN; a number from −1e150 to 1e150 can be measured.']],
  }),
}
