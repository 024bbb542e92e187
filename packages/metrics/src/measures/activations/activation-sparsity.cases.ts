import { activationBatch, refusedActivations } from '../../../test/activation-batches.ts'
import { type MetricCases, metricCase } from '../../../test/cases.ts'
import { activationSparsity } from './activation-sparsity.ts'

export const cases: MetricCases = {
  '': metricCase({ metric: activationSparsity(), batch: activationBatch, refused: refusedActivations }),
}
