import { type MetricCases, metricCase } from '../../test/cases.ts'
import { targetBatch } from '../../test/random-batches.ts'
import { refusedTargets } from '../../test/refused-batches.ts'
import { r2Metric } from './r2.ts'

export const cases: MetricCases = {
  '': metricCase({ metric: r2Metric, batch: targetBatch, refused: refusedTargets }),
}
