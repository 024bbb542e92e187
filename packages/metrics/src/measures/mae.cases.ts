import { type MetricCases, metricCase } from '../../test/cases.ts'
import { targetBatch } from '../../test/random-batches.ts'
import { refusedTargets } from '../../test/refused-batches.ts'
import { maeMetric } from './mae.ts'

export const cases: MetricCases = {
  '': metricCase({ metric: maeMetric, batch: targetBatch, refused: refusedTargets }),
}
