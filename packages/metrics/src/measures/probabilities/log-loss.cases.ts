import { type MetricCases, metricCase } from '../../../test/cases.ts'
import { probabilityBatch } from '../../../test/random-batches.ts'
import { refusedProbabilities } from '../../../test/refused-batches.ts'
import { logLoss } from './log-loss.ts'

export const cases: MetricCases = {
  '': metricCase({ metric: logLoss(), batch: probabilityBatch(3), refused: refusedProbabilities }),
}
