import { type MetricCases, metricCase } from '../../../test/cases.ts'
import { probabilityBatch } from '../../../test/random-batches.ts'
import { refusedProbabilities } from '../../../test/refused-batches.ts'
import { type BrierDecompositionOptions, brierDecomposition } from './brier-decomposition.ts'

const ofOptions = (options: BrierDecompositionOptions): MetricCases[string] =>
  metricCase({ metric: brierDecomposition(options), batch: probabilityBatch(3), refused: refusedProbabilities })

export const cases: MetricCases = {
  '': ofOptions({}),
  values: ofOptions({ bins: 'values' }),
  'equal mass': ofOptions({ bins: 4, binning: 'mass' }),
}
