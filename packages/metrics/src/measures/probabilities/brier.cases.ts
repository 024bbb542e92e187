import { type MetricCases, metricCase } from '../../../test/cases.ts'
import { probabilityBatch } from '../../../test/random-batches.ts'
import { refusedProbabilities } from '../../../test/refused-batches.ts'
import { brier } from './brier.ts'

export const cases: MetricCases = {
  '': metricCase({ metric: brier(), batch: probabilityBatch(3), refused: refusedProbabilities }),
}
