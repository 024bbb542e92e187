import type { NdArray } from '@thinned/data'
import { sizeOf } from '@thinned/tensor'
import type { PredictOptions } from './predict-options.ts'
import type { RunModel } from './run-options.ts'
import { type Given, sampleOutputs } from './sample-outputs.ts'

export interface ValuePrediction {
  /** The outputs [n, …]: of the full network, or the mean over the samples. */
  readonly mean: NdArray<Float32Array>
  /**
   * Mean squared distance of the samples from their mean [n, …]: what the model does not know, in squared units of the targets. 0
   * without samples. The noise of the data is not in it.
   */
  readonly variance: NdArray<Float32Array>
  /** Every sample [samples, n, …], where `everySample` asked for them. */
  readonly samples?: NdArray<Float32Array>
}

/** `predict` for a model that gives numbers. Mean and variance in float64, in one walk over the samples in rising order (Welford 1962). */
export async function predictValues(model: RunModel, inputs: Given, options: PredictOptions): Promise<ValuePrediction> {
  const { count, shape: own, samples, run } = await sampleOutputs(model, inputs, options)
  const shape = [count, ...own]
  const width = sizeOf(own)
  const every = options.samples && options.everySample ? new Float32Array(samples * count * width) : undefined
  const mean = new Float64Array(count * width)
  const squares = new Float64Array(count * width)
  await run((outputs, first, sample) => {
    every?.set(outputs, (sample * count + first) * width)
    for (let i = 0; i < outputs.length; i++) {
      const at = first * width + i
      const distance = outputs[i]! - mean[at]!
      mean[at]! += distance / (sample + 1)
      squares[at]! += distance * (outputs[i]! - mean[at]!)
    }
  })
  return {
    mean: { data: Float32Array.from(mean), shape },
    variance: { data: Float32Array.from(squares, (sum) => sum / samples), shape },
    ...(every ? { samples: { data: every, shape: [samples, ...shape] } } : {}),
  }
}
