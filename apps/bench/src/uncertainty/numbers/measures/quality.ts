import { crps, type FittedGaussianNoise, logLikelihood, measure, rmse } from '@thinned/metrics'
import type { Measures } from '../../study.ts'
import type { NumberEvidence } from '../predictors.ts'
import { meansOf } from './moments.ts'

/** How near the mean of the samples is to the targets, and how likely the targets are under the samples and the fitted noise. */
export function quality(test: NumberEvidence, noise: FittedGaussianNoise): Measures {
  const batch = noise.apply(test)
  return {
    rmse: measure(rmse(), { predicted: meansOf(test), targets: test.targets }),
    logLikelihood: measure(logLikelihood(), batch),
    crps: measure(crps(), batch),
    noise: noise.deviation,
  }
}
