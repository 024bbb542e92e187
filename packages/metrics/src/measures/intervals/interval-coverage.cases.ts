import { type MetricCases, metricCase } from '../../../test/cases.ts'
import { intervalBatch, refusedIntervals } from '../../../test/sampled-batches.ts'
import { intervalCoverage } from './interval-coverage.ts'

export const cases: MetricCases = {
  '': metricCase({ metric: intervalCoverage(), batch: intervalBatch, refused: refusedIntervals }),
  'without ends': metricCase({
    metric: intervalCoverage(),
    batch: (key, n) => intervalBatch(key, n, 'some infinite'),
    refused: [],
  }),
}
