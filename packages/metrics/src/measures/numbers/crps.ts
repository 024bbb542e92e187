import { exp } from '@thinned/math/float64'
import { type Fields, oneOf, withDefault } from '@thinned/schema'
import { normalTail } from '../../distributions/normal-tail.ts'
import { type Mixture, readSampledTargets, type SampledTargetBatch } from '../../distributions/sampled-targets.ts'
import type { Metric } from '../../metric.ts'
import { MetricsError } from '../../metrics-error.ts'
import { metricOptions } from '../../options.ts'
import { meanOfScores, type ScoreSum } from '../../states/mean-of-scores.ts'

export interface CrpsOptions {
  /**
   * 'exact' (default): of the distribution that the samples make. 'fair': what it is on average of infinitely many samples, of which these are a
   * few; from two samples, and it may be below 0.
   */
  readonly estimator?: 'exact' | 'fair'
}

const read = metricOptions(
  'crps',
  { estimator: withDefault(oneOf('exact', 'fair'), 'exact') } satisfies Fields<CrpsOptions>,
  { fair: 'estimator' },
)

/**
 * The continuous ranked probability score, E|X − y| − ½ E|X − X′| with X and X′ independent draws of the predicted distribution, averaged over
 * the targets y; from 0, lower is better, in the unit of the targets. Of one sample without noise it is the mean absolute error.
 *
 * The distribution is that of the samples: ½ E|X − X′| is the mean over all T² pairs, or ('fair') over the T (T − 1) pairs of two samples. With a
 * `noiseVariance` it is their mixture of normal distributions, in closed form; of one sample the normal distribution N(mean, variance).
 * T log T steps for each example, T² with noise. Sources: Gneiting and Raftery 2007, equation 21; Grimit et al. 2006, equation 5 (mixtures);
 * Ferro 2014 (fair).
 *
 * @throws {MetricsError} unless each target has as many samples as any other, and two for 'fair'; on negative variances.
 *
 * @example
 * ```ts
 * import { crps, measure } from '@thinned/metrics'
 *
 * // Two samples of two examples; then two normal distributions of the variance 1.
 * console.log(measure(crps(), { samples: [1, 2, 3, 2], targets: [2, 3] })) // 0.75
 * console.log(measure(crps(), { samples: [2, 2], noiseVariance: 1, targets: [2, 3] }).toFixed(4)) // 0.4181
 * ```
 */
export function crps(options: CrpsOptions = {}): Metric<ScoreSum, SampledTargetBatch, number> {
  const isFair = read(options).estimator === 'fair'
  return meanOfScores('CRPS', (batch) => {
    const mixtures = readSampledTargets(batch)
    if (isFair && mixtures.samples === 1)
      throw new MetricsError("crps was given one sample; { estimator: 'fair' } takes two or more.")
    return (i) => scoreOf(mixtures.at(i), batch.targets[i]!, isFair)
  })
}

function scoreOf({ means, variances }: Mixture, target: number, isFair: boolean): number {
  const samples = means.length
  const pairs = samples * (isFair ? samples - 1 : samples)
  const distance =
    means.reduce((sum, mean, sample) => sum + expectedDistance(mean - target, variances[sample]!), 0) / samples
  if (variances.every((variance) => variance === 0)) return distance - differences(means) / pairs
  let between = 0
  for (let i = 0; i < samples; i++) {
    for (let j = 0; j < i; j++) between += expectedDistance(means[i]! - means[j]!, variances[i]! + variances[j]!)
    if (!isFair) between += expectedDistance(0, 2 * variances[i]!) / 2
  }
  return distance - between / pairs
}

/** The sum of the differences of all pairs: each value counts once for those below it, and against those above. */
function differences(values: Float64Array): number {
  const rising = values.slice().sort()
  return rising.reduce((sum, value, i) => sum + (2 * i - rising.length + 1) * value, 0)
}

const TWO_OVER_SQRT_2PI = 0.7978845608028654

/** E|Z| of a normal Z of this mean and variance. */
function expectedDistance(mean: number, variance: number): number {
  const size = Math.abs(mean)
  if (variance === 0) return size
  const deviation = Math.sqrt(variance)
  const z = size / deviation
  const power = exp((-z * z) / 2)
  return deviation * TWO_OVER_SQRT_2PI * power + size * (1 - 2 * normalTail(z, power))
}
