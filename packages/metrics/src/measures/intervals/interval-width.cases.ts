import { type MetricCases, metricCase } from '../../../test/cases.ts'
import { intervalBatch, refusedIntervals } from '../../../test/sampled-batches.ts'
import { intervalWidth } from './interval-width.ts'

export const cases: MetricCases = {
  '': metricCase({ metric: intervalWidth(), batch: intervalBatch, refused: refusedIntervals }),
  'without ends': metricCase({
    metric: intervalWidth(),
    batch: (key, n) => intervalBatch(key, n, 'some infinite'),
    refused: [],
  }),
}
