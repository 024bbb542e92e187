import type { NdArray } from '@thinned/data'
import { sizeOf } from '@thinned/tensor'
import type { RunModel } from '../batches/tensors.ts'
import type { PredictOptions } from './predict.ts'
import { type Inputs, sampleOutputs } from './sample-outputs.ts'

export interface ValueOptions extends PredictOptions {
  readonly task: 'regression'
}

export interface ValuePrediction {
  /** The outputs [n, …]: of the full network, or the mean over the samples. */
  readonly mean: NdArray<Float32Array>
  /**
   * Mean squared distance of the samples from their mean [n, …]: the model's uncertainty, in squared units of the targets. 0
   * without samples. It does not contain the noise of the data.
   */
  readonly variance: NdArray<Float32Array>
  /** Every sample [samples, n, …], with `everySample`. */
  readonly samples?: NdArray<Float32Array>
}

/** `predict` for a model that gives numbers. Mean and variance in float64, in one pass over the samples in rising order (Welford 1962). */
export async function predictValues(
  model: RunModel,
  inputs: Inputs,
  options: PredictOptions,
): Promise<ValuePrediction> {
  const { count, shape: outputShape, samples, run } = await sampleOutputs(model, inputs, options)
  const shape = [count, ...outputShape]
  const width = sizeOf(outputShape)
  const every = options.samples && options.everySample ? new Float32Array(samples * count * width) : undefined
  const mean = new Float64Array(count * width)
  const squares = new Float64Array(count * width)
  await run((outputs, first, sample) => {
    every?.set(outputs, (sample * count + first) * width)
    for (let i = 0; i < outputs.length; i++) {
      const index = first * width + i
      const distance = outputs[i]! - mean[index]!
      mean[index]! += distance / (sample + 1)
      squares[index]! += distance * (outputs[i]! - mean[index]!)
    }
  })
  return {
    mean: { data: Float32Array.from(mean), shape },
    variance: { data: Float32Array.from(squares, (sum) => sum / samples), shape },
    ...(every ? { samples: { data: every, shape: [samples, ...shape] } } : {}),
  }
}
