import { type MetricCases, metricCase } from '../../../test/cases.ts'
import { targetBatch } from '../../../test/random-batches.ts'
import { refusedTargets } from '../../../test/refused-batches.ts'
import { r2 } from './r2.ts'

export const cases: MetricCases = {
  '': metricCase({ metric: r2(), batch: targetBatch, refused: refusedTargets }),
}
