import { type MetricCases, metricCase } from '../../../test/cases.ts'
import { labelBatch } from '../../../test/random-batches.ts'
import { refusedClasses } from '../../../test/refused-batches.ts'
import { confusionMatrix } from './confusion-matrix.ts'

export const cases: MetricCases = {
  'of three classes': metricCase({
    metric: confusionMatrix({ classes: 3 }),
    batch: labelBatch(3),
    refused: refusedClasses,
  }),
}
