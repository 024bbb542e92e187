import { activationBatch, refusedActivations } from '../../test/activation-batches.ts'
import { type MetricCases, metricCase } from '../../test/cases.ts'
import { coAdaptationMetric } from './co-adaptation.ts'

export const cases: MetricCases = {
  '': metricCase({ metric: coAdaptationMetric, batch: activationBatch, refused: refusedActivations }),
}
