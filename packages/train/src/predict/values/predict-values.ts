import type { NdArray } from '@thinned/data'
import type { RunModel } from '../../batches/tensors.ts'
import type { Inputs } from '../inputs.ts'
import { sampleOutputs } from '../sample-outputs.ts'
import { BatchIntervals, Intervals } from './intervals.ts'
import { joinHalves, valueHead } from './value-head.ts'
import { checkValues, type ValueOptions } from './value-options.ts'
import { ValueSums } from './value-sums.ts'

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
  const isPredicted = options.noise === 'predicted'
  const join = isPredicted ? joinHalves : undefined
  const { count, samples: most, full: hasFull, run, ...outputs } = await sampleOutputs(model, inputs, options, join)
  const { width, constant, read, ...head } = valueHead(outputs.shape, options)
  const shape = [count, ...head.shape]
  const length = count * width
  const array = (data: Float32Array): NdArray<Float32Array> => ({ data, shape })
  const full = new Float32Array(length)
  const fullNoise = isPredicted ? new Float64Array(length) : undefined
  const sums = new ValueSums(most > 0 ? count : 0, width, isPredicted)
  const every = options.everySample ? new Float32Array(most * length) : undefined
  const everyNoise = every && options.noise ? new Float32Array(every.length).fill(constant ?? 0) : undefined
  const intervals = options.level === undefined ? undefined : new Intervals(length, options.level)
  const ofBatches =
    intervals && options.tolerance === undefined ? new BatchIntervals(intervals, most || 1, constant) : undefined
  const counts = await run({
    full(outputs, rows) {
      const values = read(outputs)
      full.set(values.means, rows[0]! * width)
      fullNoise?.set(values.variances!, rows[0]! * width)
      if (most === 0) ofBatches?.add(rows[0]! * width, 0, values)
    },
    sample(outputs, rows, sample) {
      const values = read(outputs)
      const from = rows[0]! * width
      every?.set(values.means, sample * length + from)
      if (values.variances) everyNoise?.set(values.variances, sample * length + from)
      ofBatches?.add(from, sample, values)
      sums.add(values, rows, sample)
    },
    standardError: (row, samples) => sums.largestStandardError(row, samples),
  })
  const mean = most === 0 ? full : sums.mean
  const variance = most === 0 ? Float64Array.from(full, (value) => value - value) : sums.variance(counts)
  const noise =
    (most === 0 ? fullNoise : sums.noise(counts)) ??
    (constant === undefined ? undefined : variance.map((value) => value - value + constant))
  const total = noise?.map((each, i) => each + variance[i]!)
  if (intervals && !ofBatches) intervals.set(0, 1, Float64Array.from(mean), total!)
  return {
    mean: array(Float32Array.from(mean)),
    variance: array(Float32Array.from(variance)),
    ...(noise ? { noiseVariance: array(Float32Array.from(noise)) } : {}),
    ...(total ? { totalVariance: array(Float32Array.from(total)) } : {}),
    ...(intervals ? { interval: { low: array(intervals.low), high: array(intervals.high) } } : {}),
    ...(most === 0 ? {} : { standardError: array(sums.standardError(counts)), sampleCounts: counts }),
    ...(most > 0 && hasFull
      ? {
          full: {
            mean: array(full),
            ...(fullNoise ? { totalVariance: array(Float32Array.from(fullNoise)) } : {}),
          },
        }
      : {}),
    ...(every ? { samples: { data: every, shape: [most, ...shape] } } : {}),
    ...(everyNoise ? { sampleNoiseVariance: { data: everyNoise, shape: [most, ...shape] } } : {}),
  }
}
