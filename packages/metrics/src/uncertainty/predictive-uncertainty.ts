import { checkRows } from '../batch.ts'
import { entropyOfRows } from '../entropy-of-rows.ts'
import { MetricsError } from '../metrics-error.ts'

export interface PredictiveUncertainty {
  /** The mean of the samples [n, classes], row-major. */
  readonly mean: Float64Array
  /** Of the mean, in nats [n]: all that is uncertain. */
  readonly entropy: Float64Array
  /** The mean of the samples' entropies, in nats [n]: what each sample by itself is unsure of (aleatoric), as where classes overlap. */
  readonly expectedEntropy: Float64Array
  /** The difference of the two, in nats [n]: what the samples disagree about (epistemic), as far from the training data. */
  readonly mutualInformation: Float64Array
}

/**
 * What sampled probabilities [samples, n, classes] (Monte Carlo dropout, an ensemble) do not know, divided into what they agree to be
 * uncertain and what they disagree about. Sources: Houlsby et al. 2011, equation 2; Gal and Ghahramani 2016.
 *
 * @throws {MetricsError} where the rows do not divide into samples, or are no distributions.
 *
 * @example
 * ```ts
 * import { predictiveUncertainty } from '@thinned/metrics'
 *
 * // Two samples of two examples: they agree to be unsure of the one, and are sure of opposites at the other.
 * const samples = [0.5, 0.5, 1, 0, 0.5, 0.5, 0, 1]
 * const { entropy, mutualInformation } = predictiveUncertainty(samples, { samples: 2, classes: 2 })
 * console.log(entropy) // Float64Array(2) [ 0.6931471805599453, 0.6931471805599453 ]
 * console.log(mutualInformation) // Float64Array(2) [ 0, 0.6931471805599453 ]
 * ```
 */
export function predictiveUncertainty(
  probabilities: ArrayLike<number>,
  { samples, classes }: { readonly samples: number; readonly classes: number },
): PredictiveUncertainty {
  if (!Number.isInteger(samples) || samples < 1)
    throw new MetricsError(`predictiveUncertainty was given ${samples} samples; it is an integer from 1.`)
  checkRows(probabilities, classes)
  const size = probabilities.length / samples
  if (!Number.isInteger(size / classes))
    throw new MetricsError(
      `predictiveUncertainty was given ${probabilities.length} probabilities for ${samples} samples of ${classes} classes; each sample has as many examples.`,
    )
  const mean = averaged(probabilities, samples, size)
  const entropy = entropyOfRows(mean, classes)
  const expectedEntropy = averaged(entropyOfRows(probabilities, classes), samples, size / classes)
  // By Jensen's inequality it is 0 or more; rounding alone goes below.
  const mutualInformation = entropy.map((whole, i) => Math.max(whole - expectedEntropy[i]!, 0))
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
