import { type MetricCases, metricCase } from '../../test/cases.ts'
import { targetBatch } from '../../test/random-batches.ts'
import { refusedTargets } from '../../test/refused-batches.ts'
import { rmseMetric } from './rmse.ts'

export const cases: MetricCases = {
  '': metricCase({ metric: rmseMetric, batch: targetBatch, refused: refusedTargets }),
}
