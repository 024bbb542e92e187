import { type MetricCases, metricCase } from '../../../test/cases.ts'
import { probabilityBatch } from '../../../test/random-batches.ts'
import { refusedProbabilities } from '../../../test/refused-batches.ts'
import { topKAccuracy } from './top-k-accuracy.ts'

export const cases: MetricCases = {
  '1': metricCase({ metric: topKAccuracy({ k: 1 }), batch: probabilityBatch(3), refused: refusedProbabilities }),
  '2': metricCase({
    metric: topKAccuracy({ k: 2 }),
    batch: probabilityBatch(3),
    refused: [
      ...refusedProbabilities,
      [
        { probabilities: [1], classes: 1, labels: [0] },
        'topKAccuracy was given k 2 for 1 classes; it is at most their number.',
      ],
    ],
  }),
}
