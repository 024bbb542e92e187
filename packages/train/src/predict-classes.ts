import type { NdArray } from '@thinned/data'
import { log } from '@thinned/math/float64'
import { formatShape } from '@thinned/tensor'
import type { PredictOptions } from './predict-options.ts'
import type { RunModel } from './run-options.ts'
import { type Given, sampleOutputs } from './sample-outputs.ts'
import { softmaxRow } from './softmax-row.ts'
import { TrainError } from './train-error.ts'

export interface ClassPrediction {
  /** Class probabilities [n, classes]: of the full network, or the mean over the samples. */
  readonly mean: NdArray<Float32Array>
  /** Entropy of the mean, in nats [n]: all that is uncertain. NaN where the probabilities are. */
  readonly entropy: Float32Array
  /** Mutual information of class and mask, in nats [n]: what the samples disagree about; 0 without samples. */
  readonly mutualInformation: Float32Array
  /** The full network's logits [n, classes]; absent with samples, whose mean is one of probabilities. */
  readonly logits?: NdArray<Float32Array>
  /** The probabilities of every sample [samples, n, classes], where `everySample` asked for them. */
  readonly samples?: NdArray<Float32Array>
}

/** `predict` for a model that gives logits. Probabilities and sums in float64, samples added in rising order. */
export async function predictClasses(
  model: RunModel,
  inputs: Given,
  options: PredictOptions,
): Promise<ClassPrediction> {
  const { count, shape, samples, run } = await sampleOutputs(model, inputs, options)
  const classes = shape[0] ?? 0
  if (shape.length !== 1 || classes < 2)
    throw new TrainError(
      `predict was asked for classes, but the model gives ${formatShape(shape)} per example; it takes [classes], from 2. For a model of numbers write { task: 'regression' }.`,
    )
  const sampled = (options.samples ?? 0) > 0
  const logits = sampled ? undefined : new Float32Array(count * classes)
  const every = sampled && options.everySample ? new Float32Array(samples * count * classes) : undefined
  const total = new Float64Array(count * classes)
  const entropies = new Float64Array(count)
  const probabilities = new Float64Array(classes)
  await run((outputs, first, sample) => {
    logits?.set(outputs, first * classes)
    for (let from = 0; from < outputs.length; from += classes) {
      softmaxRow(probabilities, outputs, from)
      const at = first * classes + from
      every?.set(probabilities, sample * count * classes + at)
      for (let c = 0; c < classes; c++) total[at + c]! += probabilities[c]!
      entropies[at / classes]! += entropyOf(probabilities)
    }
  })
  const mean = total.map((sum) => sum / samples)
  const entropy = entropies.map((_, i) => entropyOf(mean.subarray(i * classes, (i + 1) * classes)))
  // By Jensen's inequality it is 0 or more; rounding alone goes below.
  const information = entropy.map((whole, i) => Math.max(whole - entropies[i]! / samples, 0))
  return {
    mean: { data: Float32Array.from(mean), shape: [count, classes] },
    entropy: Float32Array.from(entropy),
    mutualInformation: Float32Array.from(information),
    ...(logits ? { logits: { data: logits, shape: [count, classes] } } : {}),
    ...(every ? { samples: { data: every, shape: [samples, count, classes] } } : {}),
  }
}

/** −Σ p ln p in nats, with 0 ln 0 = 0. */
function entropyOf(probabilities: Float64Array): number {
  let sum = 0
  for (const probability of probabilities) if (probability !== 0) sum -= probability * log(probability)
  return sum
}
