import { type MetricCases, metricCase } from '../../../test/cases.ts'
import { noisyTargets, refusedSamples, samplesOfTargets } from '../../../test/sampled-batches.ts'
import { crps } from './crps.ts'

export const cases: MetricCases = {
  '': metricCase({ metric: crps(), batch: samplesOfTargets, refused: refusedSamples }),
  fair: metricCase({
    metric: crps({ estimator: 'fair' }),
    batch: noisyTargets,
    refused: [...refusedSamples, [{ samples: [1], targets: [1] }, "crps was given one sample; { estimator: 'fair' }"]],
  }),
  noise: metricCase({ metric: crps(), batch: noisyTargets, refused: refusedSamples }),
}
