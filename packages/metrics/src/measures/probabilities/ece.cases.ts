import { type MetricCases, metricCase } from '../../../test/cases.ts'
import { probabilityBatch } from '../../../test/random-batches.ts'
import { refusedProbabilities } from '../../../test/refused-batches.ts'
import { ece } from './ece.ts'

export const cases: MetricCases = {
  'with 15 bins': metricCase({ metric: ece(), batch: probabilityBatch(3), refused: refusedProbabilities }),
  'with 4 bins': metricCase({ metric: ece({ bins: 4 }), batch: probabilityBatch(2), refused: refusedProbabilities }),
}
