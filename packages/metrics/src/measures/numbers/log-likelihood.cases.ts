import { type MetricCases, metricCase } from '../../../test/cases.ts'
import { noisyTargets, refusedSamples, samplesOfTargets } from '../../../test/sampled-batches.ts'
import { logLikelihood } from './log-likelihood.ts'

export const cases: MetricCases = {
  precision: metricCase({
    metric: logLikelihood({ precision: 0.5 }),
    batch: samplesOfTargets,
    refused: [[{ samples: [1], noiseVariance: 1, targets: [1] }, 'given a precision, and a batch with noiseVariance']],
  }),
  '': metricCase({
    metric: logLikelihood(),
    batch: noisyTargets,
    refused: [...refusedSamples, [{ samples: [1], targets: [1] }, 'Example 0 has samples without noise']],
  }),
}
