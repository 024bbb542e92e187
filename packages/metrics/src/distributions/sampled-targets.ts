import { checkFinite, checkHolds } from '../batches/batch.ts'
import { checkNumbers } from '../batches/check-numbers.ts'
import { MetricsError } from '../metrics-error.ts'

/** What a model expects of numbers, in samples with noise around them, and the true numbers [n]. */
export interface SampledTargetBatch {
  /** The predictions of each sample [samples, n], as `predict` gives them with `everySample`; of one model the predictions [n]. */
  readonly samples: ArrayLike<number>
  /**
   * The variance of the noise around a sample, in squared units of the targets: one number, one for each example [n], or one for each
   * sample of each [samples, n]. Default 0: the samples alone.
   */
  readonly noiseVariance?: number | ArrayLike<number>
  readonly targets: ArrayLike<number>
}

/** The distribution of one example: normal distributions of equal weight, which are points where the variance is 0. */
export interface Mixture {
  readonly means: Float64Array
  readonly variances: Float64Array
}

/** The distributions of n examples. */
export interface Mixtures {
  readonly samples: number
  /** That of an example. The arrays are those of the next call too. */
  at(example: number): Mixture
}

/** The distributions of samples [samples, n]. Refuses what does not divide, what is not finite, and negative variances. */
export function mixturesOf(
  values: ArrayLike<number>,
  noiseVariance: number | ArrayLike<number>,
  count: number,
): Mixtures {
  checkFinite('Sample', values)
  const samples = count === 0 ? 0 : values.length / count
  const [means, variances] = [new Float64Array(samples), new Float64Array(samples)]
  const varianceAt = readVariances(noiseVariance, values.length, count)
  return {
    samples,
    at(example) {
      for (let sample = 0; sample < samples; sample++) {
        means[sample] = values[sample * count + example]!
        variances[sample] = varianceAt(sample * count + example)
      }
      return { means, variances }
    },
  }
}

/** The distributions of a batch, checked, and its targets. */
export function readSampledTargets(batch: SampledTargetBatch): Mixtures {
  const { predicted } = Object(batch) as { readonly predicted?: unknown }
  if (predicted !== undefined && Object(batch).samples === undefined)
    throw new MetricsError(
      'The batch holds predicted, but no samples. Predict with everySample: true; of one pass, which is one sample, write { ...batch, samples: batch.predicted }.',
    )
  checkHolds(batch, 'samples', 'targets')
  const { samples, targets, noiseVariance = 0 } = batch
  const count = targets.length
  if (count === 0 ? samples.length > 0 : samples.length === 0 || samples.length % count !== 0)
    throw new MetricsError(
      `${samples.length} predictions were given as the samples of ${count} targets; each sample has one for each target, [samples, n].`,
    )
  checkFinite('Target', targets)
  return mixturesOf(samples, noiseVariance, count)
}

function readVariances(given: number | ArrayLike<number>, length: number, count: number): (index: number) => number {
  if (typeof given === 'number') {
    checkVariance('noiseVariance', given)
    return () => given
  }
  checkNumbers('noiseVariance is', given)
  if (given.length !== length && given.length !== count)
    throw new MetricsError(
      `${given.length} variances were given as noiseVariance of ${length} predictions of ${count} examples; it is one number, one for each example, or one for each prediction.`,
    )
  for (let i = 0; i < given.length; i++) checkVariance(`noiseVariance ${i}`, given[i]!)
  return given.length === length ? (index) => given[index]! : (index) => given[index % count]!
}

function checkVariance(name: string, variance: number): void {
  if (!(variance >= 0 && variance < Infinity))
    throw new MetricsError(
      `${name} is ${variance}; a variance is a finite number from 0, the square of a standard deviation.`,
    )
}
