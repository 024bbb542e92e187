import { exp } from '@thinned/math/float64'
import { type Fields, number, type Schema, value, withDefault } from '@thinned/schema'
import { checkNumbers } from '../batches/check-numbers.ts'
import { normalQuantile } from '../bootstrap/normal-distribution.ts'
import { MetricsError } from '../metrics-error.ts'
import { fromOne, metricOptions } from '../options.ts'
import { normalTail } from './normal-tail.ts'
import { quantileOf } from './quantile.ts'
import { type Mixture, mixturesOf } from './sampled-targets.ts'

export interface PredictiveIntervalOptions {
  /** The share of targets that the intervals should hold, in (0, 1). Default 0.95. */
  readonly level?: number
  /** How many samples the predictions are of: [samples, n]. Default 1. */
  readonly samples?: number
  /**
   * The variance of the noise around a sample, in squared units of the targets: one number, one for each example [n], or one for each prediction
   * [samples, n]. Default 0.
   */
  readonly noiseVariance?: number | ArrayLike<number>
}

/** The ends of an interval for each example [n], in the unit of the targets. */
export interface PredictiveIntervals {
  readonly low: Float64Array
  readonly high: Float64Array
}

const noise: Schema<number | ArrayLike<number>> = /* @__PURE__ */ value(
  'a variance from 0, or a list of variances',
  (given) => typeof given === 'number' || typeof given === 'object',
)

const read = metricOptions(
  'predictiveInterval',
  {
    level: withDefault(number({ above: 0, below: 1 }, ', such as 0.95'), 0.95),
    samples: withDefault(fromOne, 1),
    noiseVariance: withDefault(noise, 0),
  } satisfies Fields<PredictiveIntervalOptions>,
  { alpha: 'level (1 − alpha)', confidence: 'level', variance: 'noiseVariance' },
)

/**
 * Central intervals for targets, from predictions [samples, n] and the noise around them: between the quantiles (1 ∓ level) / 2 of the mixture of
 * the samples' normal distributions, to about 1e-12. Of one sample that is the normal interval, mean ± z · deviation: give the mean and the
 * total variance. Samples without noise have the quantiles of the samples, interpolated linearly; these are intervals for what the model says,
 * and hold fewer targets than the level.
 *
 * @throws {MetricsError} unless the predictions divide into samples; on one sample without noise, which is a point; on negative variances.
 *
 * @example
 * ```ts
 * import { predictiveInterval } from '@thinned/metrics'
 *
 * // One normal distribution of two examples; then two samples of one example, which disagree.
 * console.log(predictiveInterval([0, 5], { level: 0.9, noiseVariance: [1, 4] }).high) // Float64Array(2) [ 1.6448536269514733, 8.289707253902947 ]
 * console.log(predictiveInterval([0, 10], { level: 0.9, samples: 2, noiseVariance: 1 }).high) // Float64Array(1) [ 11.2815515655446 ]
 * ```
 */
export function predictiveInterval(
  predictions: ArrayLike<number>,
  options: PredictiveIntervalOptions = {},
): PredictiveIntervals {
  const { level, samples, noiseVariance } = read(options)
  checkNumbers('The predictions are', predictions)
  const count = predictions.length / samples
  if (!Number.isInteger(count))
    throw new MetricsError(
      `predictiveInterval was given ${predictions.length} predictions of ${samples} samples; each sample has as many examples.`,
    )
  const mixtures = mixturesOf(predictions, noiseVariance, count)
  const [low, high] = [new Float64Array(count), new Float64Array(count)]
  for (let i = 0; i < count; i++) [low[i], high[i]] = endsOf(mixtures.at(i), (1 - level) / 2, i)
  return { low, high }
}

function endsOf(mixture: Mixture, tail: number, example: number): readonly [low: number, high: number] {
  const { means, variances } = mixture
  if (variances.some((variance) => variance > 0)) {
    const turned = { means: means.map((mean) => -mean), variances }
    return [quantileOfMixture(mixture, tail), -quantileOfMixture(turned, tail)]
  }
  if (means.length === 1)
    throw new MetricsError(
      `Example ${example} has one prediction without noise, which is no interval. Give a noiseVariance, or the predictions of several samples.`,
    )
  const rising = means.slice().sort()
  return [quantileOf(rising, tail), quantileOf(rising, 1 - tail)]
}

const ONE_OVER_SQRT_2PI = 0.3989422804014327
/** Halving alone would need some 60 steps. */
const MOST_STEPS = 200

/** The y below which a share (to ½) of the mixture lies: Newton's method between the quantiles of its parts, halving where it leaves them. */
function quantileOfMixture({ means, variances }: Mixture, share: number): number {
  const z = normalQuantile(share)
  const deviations = variances.map(Math.sqrt)
  const ends = means.map((mean, i) => mean + z * deviations[i]!)
  let [low, high] = [
    ends.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    ends.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  ]
  let y = (low + high) / 2
  for (let step = 0; step < MOST_STEPS && low < high; step++) {
    let excess = -share * means.length
    let density = 0
    for (let i = 0; i < means.length; i++) {
      const distance = y - means[i]!
      const deviation = deviations[i]!
      if (deviation === 0) {
        if (distance >= 0) excess += 1
        continue
      }
      const scaled = distance / deviation
      const power = exp((-scaled * scaled) / 2)
      excess += scaled < 0 ? normalTail(-scaled, power) : 1 - normalTail(scaled, power)
      density += (ONE_OVER_SQRT_2PI * power) / deviation
    }
    if (excess < 0) low = y
    else high = y
    const newton = y - excess / density
    const next = newton > low && newton < high ? newton : (low + high) / 2
    if (Math.abs(next - y) <= 1e-15 * Math.abs(next) || next === low || next === high) return next
    y = next
  }
  return y
}
