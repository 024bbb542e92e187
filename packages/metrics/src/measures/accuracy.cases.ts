import { type MetricCases, metricCase } from '../../test/cases.ts'
import { labelBatch } from '../../test/random-batches.ts'
import { refusedPairs } from '../../test/refused-batches.ts'
import { accuracyMetric } from './accuracy.ts'

export const cases: MetricCases = {
  '': metricCase({ metric: accuracyMetric, batch: labelBatch(3), refused: refusedPairs }),
}
