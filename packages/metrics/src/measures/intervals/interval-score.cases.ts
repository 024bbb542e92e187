import { type MetricCases, metricCase } from '../../../test/cases.ts'
import { intervalBatch, refusedIntervals } from '../../../test/sampled-batches.ts'
import { intervalScore } from './interval-score.ts'

export const cases: MetricCases = {
  '0.5': metricCase({ metric: intervalScore({ level: 0.5 }), batch: intervalBatch, refused: refusedIntervals }),
  '0.9': metricCase({
    metric: intervalScore({ level: 0.9 }),
    batch: (key, n) => intervalBatch(key, n, 'some infinite'),
    refused: [],
  }),
}
