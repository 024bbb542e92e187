import type { Fields } from '@thinned/schema'
import { checkRows } from '../batches/batch.ts'
import { MetricsError } from '../metrics-error.ts'
import { fromOne, metricOptions } from '../options.ts'
import { entropyOfRows } from './entropy.ts'

export interface PredictiveUncertainty {
  /** The mean of the samples [n, classes], row-major. */
  readonly mean: Float64Array
  /** The entropy of the mean, in nats [n]: the total uncertainty. */
  readonly entropy: Float64Array
  /** The mean of the samples' entropies, in nats [n]: aleatoric uncertainty, as where classes overlap. */
  readonly expectedEntropy: Float64Array
  /** The difference of the two, in nats [n]: epistemic uncertainty, as far from the training data. */
  readonly mutualInformation: Float64Array
}

export interface PredictiveUncertaintyOptions {
  readonly samples: number
  readonly classes: number
}

const read = metricOptions('predictiveUncertainty', {
  samples: fromOne,
  classes: fromOne,
} satisfies Fields<PredictiveUncertaintyOptions>)

/**
 * The uncertainty of sampled probabilities [samples, n, classes] (Monte Carlo dropout, an ensemble), split into the uncertainty within the
 * samples (aleatoric) and the disagreement between them (epistemic). Sources: Houlsby et al. 2011, equation 2; Gal and Ghahramani 2016.
 *
 * @throws {MetricsError} where the rows do not divide into samples, or are no distributions.
 *
 * @example
 * ```ts
 * import { predictiveUncertainty } from '@thinned/metrics'
 *
 * // Two samples of two examples. Both are uncertain of example 0; of example 1 they are certain, and disagree.
 * const samples = [0.5, 0.5, 1, 0, 0.5, 0.5, 0, 1]
 * const { entropy, mutualInformation } = predictiveUncertainty(samples, { samples: 2, classes: 2 })
 * console.log(entropy) // Float64Array(2) [ 0.6931471805599453, 0.6931471805599453 ]
 * console.log(mutualInformation) // Float64Array(2) [ 0, 0.6931471805599453 ]
 * ```
 */
export function predictiveUncertainty(
  probabilities: ArrayLike<number>,
  options: PredictiveUncertaintyOptions,
): PredictiveUncertainty {
  const { samples, classes } = read(options)
  checkRows(probabilities, classes)
  const size = probabilities.length / samples
  if (!Number.isInteger(size / classes))
    throw new MetricsError(
      `predictiveUncertainty was given ${probabilities.length} probabilities for ${samples} samples of ${classes} classes; each sample has as many examples.`,
    )
  const mean = averaged(probabilities, samples, size)
  return splitUncertainty(mean, averaged(entropyOfRows(probabilities, classes), samples, size / classes), classes)
}

/**
 * The uncertainty of samples that were added up already: from their mean [n, classes] and the mean of their entropies [n], without a check
 * that rows are distributions. NaN where the mean has NaN.
 *
 * @example
 * ```ts
 * import { splitUncertainty } from '@thinned/metrics'
 *
 * // Two samples, certain of opposite classes: no entropy in either, and 1 bit in their mean.
 * const { mutualInformation } = splitUncertainty(Float64Array.of(0.5, 0.5), Float64Array.of(0), 2)
 * console.log(mutualInformation) // Float64Array(1) [ 0.6931471805599453 ]
 * ```
 */
export function splitUncertainty(
  mean: Float64Array,
  expectedEntropy: Float64Array,
  classes: number,
): PredictiveUncertainty {
  const entropy = entropyOfRows(mean, classes)
  // By Jensen's inequality it is 0 or more; rounding alone goes below.
  const mutualInformation = entropy.map((nats, i) => Math.max(nats - expectedEntropy[i]!, 0))
  return { mean, entropy, expectedEntropy, mutualInformation }
}

/** The mean over axis 0 of [samples, size], added in rising order. */
function averaged(values: ArrayLike<number>, samples: number, size: number): Float64Array {
  const sums = new Float64Array(size)
  for (let sample = 0; sample < samples; sample++) {
    for (let i = 0; i < size; i++) sums[i]! += values[sample * size + i]!
  }
  return sums.map((sum) => sum / samples)
}
