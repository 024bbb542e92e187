import type { NdArray } from '@thinned/data'
import { sizeOf } from '@thinned/tensor'
import type { RunModel } from '../batches/tensors.ts'
import type { Inputs } from './inputs.ts'
import type { PredictOptions } from './predict.ts'
import { sampleOutputs } from './sample-outputs.ts'
import { ValueSums } from './value-sums.ts'

export interface ValueOptions extends PredictOptions {
  readonly task: 'regression'
}

/** What one network says of n examples: the full one. */
export interface FullValuePrediction {
  /** The outputs [n, …]. */
  readonly mean: NdArray<Float32Array>
}

export interface ValuePrediction {
  /** The outputs [n, …]: of the full network, or the mean over the samples. */
  readonly mean: NdArray<Float32Array>
  /**
   * Mean squared distance of the samples from their mean [n, …]: the model's uncertainty, in squared units of the targets. 0
   * without samples. It does not contain the noise of the data.
   */
  readonly variance: NdArray<Float32Array>
  /** With samples, the standard error of the mean [n, …], in units of the targets; NaN for one sample. */
  readonly standardError?: NdArray<Float32Array>
  /** With samples, how many each example saw [n]. */
  readonly sampleCounts?: Int32Array
  /** With samples, what the full network says: one pass more, without dropout. Absent where the samples are the full members of a mixture. */
  readonly full?: FullValuePrediction
  /** Every sample [samples, n, …], with `everySample`. */
  readonly samples?: NdArray<Float32Array>
}

/** `predict` for a model that gives numbers. */
export async function predictValues(
  model: RunModel,
  inputs: Inputs,
  options: PredictOptions,
): Promise<ValuePrediction> {
  const { count, shape: outputShape, samples: most, full: hasFull, run } = await sampleOutputs(model, inputs, options)
  const shape = [count, ...outputShape]
  const width = sizeOf(outputShape)
  const full = new Float32Array(count * width)
  const sums = new ValueSums(most > 0 ? count : 0, width)
  const every = options.everySample ? new Float32Array(most * count * width) : undefined
  const counts = await run({
    full: (outputs, rows) => full.set(outputs, rows[0]! * width),
    sample(outputs, rows, sample) {
      every?.set(outputs, (sample * count + rows[0]!) * width)
      sums.add(outputs, rows, sample)
    },
    standardError: (row, samples) => sums.largestStandardError(row, samples),
  })
  if (most === 0) return { mean: { data: full, shape }, variance: { data: full.map((value) => value - value), shape } }
  return {
    mean: { data: sums.mean(), shape },
    variance: { data: sums.variance(counts), shape },
    standardError: { data: sums.standardError(counts), shape },
    sampleCounts: counts,
    ...(hasFull ? { full: { mean: { data: full, shape } } } : {}),
    ...(every ? { samples: { data: every, shape: [most, ...shape] } } : {}),
  }
}
