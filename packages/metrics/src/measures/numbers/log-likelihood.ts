import { exp, log } from '@thinned/math/float64'
import { type Fields, number, optional } from '@thinned/schema'
import { type Mixture, readSampledTargets, type SampledTargetBatch } from '../../distributions/sampled-targets.ts'
import type { Metric } from '../../metric.ts'
import { MetricsError } from '../../metrics-error.ts'
import { metricOptions } from '../../options.ts'
import { meanOfScores, type ScoreSum } from '../../states/mean-of-scores.ts'

export interface LogLikelihoodOptions {
  /** τ = 1 / variance of the noise, in inverse squared units of the targets; in the place of a `noiseVariance` of the batch. */
  readonly precision?: number
}

const read = metricOptions(
  'logLikelihood',
  { precision: optional(number({ above: 0 })) } satisfies Fields<LogLikelihoodOptions>,
  { tau: 'precision' },
)

/** ½ ln 2π. */
const HALF_LOG_TWO_PI = 0.9189385332046728

/**
 * The mean of ln p(target) in nats, higher is better, where p is the mean of the samples' normal densities: ln Σₜ exp(−τ (y − ŷₜ)² / 2) − ln T
 * − ½ ln 2π + ½ ln τ for T samples and the precision τ. A batch may give each sample a variance of its own instead. It is the logarithm of a mean, never the
 * mean of logarithms. Targets in other units have another likelihood: scaled by c, it is ln c less. Source: Gal and Ghahramani 2016, equation 8 of
 * the appendix.
 *
 * @throws {MetricsError} unless each target has as many samples as any other, and the noise a variance above 0.
 *
 * @example
 * ```ts
 * import { logLikelihood, measure } from '@thinned/metrics'
 *
 * // Two samples of three examples.
 * const batch = { samples: [1, 2, 3, 1, 4, 3], targets: [1, 3, 4] }
 * console.log(measure(logLikelihood({ precision: 1 }), batch).toFixed(4)) // -1.2523
 * ```
 */
export function logLikelihood(options: LogLikelihoodOptions = {}): Metric<ScoreSum, SampledTargetBatch, number> {
  const { precision } = read(options)
  return meanOfScores(
    'log-likelihood',
    (batch) => {
      const mixtures = readSampledTargets(withPrecision(batch, precision))
      return (i) => logDensity(mixtures.at(i), batch.targets[i]!, i)
    },
    -Infinity,
  )
}

function withPrecision(batch: SampledTargetBatch, precision: number | undefined): SampledTargetBatch {
  if (precision === undefined) return batch
  if (batch?.noiseVariance !== undefined)
    throw new MetricsError(
      'logLikelihood was given a precision, and a batch with noiseVariance; leave one of both out.',
    )
  return { ...batch, noiseVariance: 1 / precision }
}

/** ln of the mean density at a target, the largest term taken off first. */
function logDensity({ means, variances }: Mixture, target: number, example: number): number {
  let largest = -Infinity
  const logs = means.map((mean, sample) => {
    const variance = variances[sample]!
    if (variance === 0)
      throw new MetricsError(
        `Example ${example} has samples without noise, which have no density. Give logLikelihood a precision, or the batch a noiseVariance above 0; gaussianNoise().fit(batch) finds the one that fits held-out data best.`,
      )
    const z = (target - mean) / Math.sqrt(variance)
    const nats = -(z * z + log(variance)) / 2
    largest = Math.max(largest, nats)
    return nats
  })
  if (largest === -Infinity) return -Infinity
  const sum = logs.reduce((total, nats) => total + exp(nats - largest), 0)
  return largest + log(sum) - log(means.length) - HALF_LOG_TWO_PI
}
