import { type MetricCases, metricCase } from '../../../test/cases.ts'
import { targetBatch } from '../../../test/random-batches.ts'
import { refusedTargets } from '../../../test/refused-batches.ts'
import { pinball } from './pinball.ts'

export const cases: MetricCases = Object.fromEntries(
  [0.1, 0.5, 0.9].map((quantile) => [
    `${quantile}`,
    metricCase({ metric: pinball({ quantile }), batch: targetBatch, refused: refusedTargets }),
  ]),
)
