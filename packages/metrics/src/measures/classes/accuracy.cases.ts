import { type MetricCases, metricCase } from '../../../test/cases.ts'
import { labelBatch } from '../../../test/random-batches.ts'
import { refusedPairs } from '../../../test/refused-batches.ts'
import { accuracy } from './accuracy.ts'

export const cases: MetricCases = {
  '': metricCase({ metric: accuracy(), batch: labelBatch(3), refused: refusedPairs }),
}
