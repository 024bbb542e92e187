import { type MetricCases, metricCase } from '../../../test/cases.ts'
import { targetBatch } from '../../../test/random-batches.ts'
import { refusedTargets } from '../../../test/refused-batches.ts'
import { rmse } from './rmse.ts'

export const cases: MetricCases = {
  '': metricCase({ metric: rmse(), batch: targetBatch, refused: refusedTargets }),
}
