import { activationBatch, refusedActivations } from '../../../test/activation-batches.ts'
import { type MetricCases, metricCase } from '../../../test/cases.ts'
import { coAdaptation } from './co-adaptation.ts'

export const cases: MetricCases = {
  '': metricCase({ metric: coAdaptation(), batch: activationBatch, refused: refusedActivations }),
}
