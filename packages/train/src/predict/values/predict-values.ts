import type { NdArray } from '@thinned/data'
import type { RunModel } from '../../batches/tensors.ts'
import type { Inputs } from '../inputs.ts'
import { sampleOutputs } from '../sample-outputs.ts'
import { CollectedValues } from './collect-values.ts'
import { joinHalves, valueHead } from './value-head.ts'
import { checkValues, type ValueOptions } from './value-options.ts'

/** What one network says of n examples: the full one. */
export interface FullValuePrediction {
  /** The outputs [n, …]. */
  readonly mean: NdArray<Float32Array>
  /** With predicted noise, the variance of the targets [n, …] that it says. */
  readonly totalVariance?: NdArray<Float32Array>
}

/** The ends of an interval for each target [n, …]. */
export interface ValueInterval {
  readonly low: NdArray<Float32Array>
  readonly high: NdArray<Float32Array>
}

export interface ValuePrediction {
  /** The outputs [n, …]: of the full network, or the mean over the samples. */
  readonly mean: NdArray<Float32Array>
  /**
   * Mean squared distance of the samples from their mean [n, …]: the model's uncertainty, in squared units of the targets. 0
   * without samples. It does not contain the noise of the data.
   */
  readonly variance: NdArray<Float32Array>
  /** With `noise`, the variance of the noise [n, …], in squared units of the targets; of predicted noise the mean over the samples. */
  readonly noiseVariance?: NdArray<Float32Array>
  /** With `noise`, the variance of the targets [n, …]: that of the model and that of the noise. */
  readonly totalVariance?: NdArray<Float32Array>
  /**
   * With `level`, the interval that holds a target with this probability, if model and noise are right: between the quantiles (1 ∓ level) / 2 of the
   * mixture of the samples' normal distributions. With `tolerance`, which keeps no samples, and without samples, of one normal
   * distribution of `mean` and `totalVariance`. NaN where the outputs are not finite.
   */
  readonly interval?: ValueInterval
  /** With samples, the standard error of the mean [n, …], in units of the targets; NaN for one sample. */
  readonly standardError?: NdArray<Float32Array>
  /** With samples, how many each example saw [n]. */
  readonly sampleCounts?: Int32Array
  /** With samples, what the full network says: one pass more, without dropout. Absent where the samples are the full members of a mixture. */
  readonly full?: FullValuePrediction
  /** Every sample [samples, n, …], with `everySample`. */
  readonly samples?: NdArray<Float32Array>
  /** With `noise`, the variance of the noise of every sample [samples, n, …], with `everySample`. */
  readonly sampleNoiseVariance?: NdArray<Float32Array>
}

/** `predict` for a model that gives numbers. */
export async function predictValues(model: RunModel, inputs: Inputs, options: ValueOptions): Promise<ValuePrediction> {
  checkValues(model, options)
  const join = options.noise === 'predicted' ? joinHalves : undefined
  const { count, samples: most, full: hasFull, run, ...outputs } = await sampleOutputs(model, inputs, options, join)
  const head = valueHead(outputs.shape, options)
  const shape = [count, ...head.shape]
  const array = (data: ArrayLike<number>): NdArray<Float32Array> => ({ data: Float32Array.from(data), shape })
  const every = (data: Float32Array): NdArray<Float32Array> => ({ data, shape: [most, ...shape] })
  const values = new CollectedValues(head, count, most, options)
  const counts = await run(values)
  const { intervals, everyMean, everyNoise } = values
  const { mean, variance, noise } = values.moments(counts)
  const total = noise?.map((each, i) => each + variance[i]!)
  if (intervals && options.tolerance !== undefined) intervals.set(0, 1, Float64Array.from(mean), total!)
  return {
    mean: array(mean),
    variance: array(variance),
    ...(noise ? { noiseVariance: array(noise) } : {}),
    ...(total ? { totalVariance: array(total) } : {}),
    ...(intervals ? { interval: { low: array(intervals.low), high: array(intervals.high) } } : {}),
    ...(most > 0 ? { standardError: array(values.sums.standardError(counts)), sampleCounts: counts } : {}),
    ...(most > 0 && hasFull ? { full: fullOf(values, array) } : {}),
    ...(everyMean ? { samples: every(everyMean) } : {}),
    ...(everyNoise ? { sampleNoiseVariance: every(everyNoise) } : {}),
  }
}

function fullOf(
  { fullMeans, fullNoise }: CollectedValues,
  array: (data: ArrayLike<number>) => NdArray<Float32Array>,
): FullValuePrediction {
  return { mean: array(fullMeans), ...(fullNoise ? { totalVariance: array(fullNoise) } : {}) }
}
