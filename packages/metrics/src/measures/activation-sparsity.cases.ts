import { activationBatch, refusedActivations } from '../../test/activation-batches.ts'
import { type MetricCases, metricCase } from '../../test/cases.ts'
import { activationSparsityMetric } from './activation-sparsity.ts'

export const cases: MetricCases = {
  '': metricCase({ metric: activationSparsityMetric, batch: activationBatch, refused: refusedActivations }),
}
