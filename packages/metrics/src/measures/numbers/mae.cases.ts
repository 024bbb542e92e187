import { type MetricCases, metricCase } from '../../../test/cases.ts'
import { targetBatch } from '../../../test/random-batches.ts'
import { refusedTargets } from '../../../test/refused-batches.ts'
import { mae } from './mae.ts'

export const cases: MetricCases = {
  '': metricCase({ metric: mae(), batch: targetBatch, refused: refusedTargets }),
}
