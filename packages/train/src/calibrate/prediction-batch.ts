import { formatValue } from '@thinned/schema'
import type { ClassPrediction } from '../predict/predict-classes.ts'
import type { ValuePrediction } from '../predict/values/predict-values.ts'
import { TrainError } from '../train-error.ts'

/** Predictions of classes for n examples, as @thinned/metrics takes them. */
export interface ClassBatch {
  /** Of the full network, or the mean over the samples: [n, classes], row-major. */
  readonly probabilities: Float32Array
  /** Of the full network [n, classes]; absent with samples. */
  readonly logits?: Float32Array
  readonly classes: number
  /** The most probable classes [n]. */
  readonly predicted: Int32Array
  /** The entropy of the probabilities [n]. */
  readonly uncertainty: Float32Array
  /** The disagreement of the samples [n]; 0 without samples. */
  readonly mutualInformation: Float32Array
}

/** Predictions of numbers for n examples, as @thinned/metrics takes them. */
export interface ValueBatch {
  /** Of the full network, or the mean over the samples: [n]; of several numbers for each example all of them, row-major. */
  readonly predicted: Float32Array
  /** The standard deviation of the samples, of each prediction, 0 without samples; with `noise` that of the targets. */
  readonly deviation: Float32Array
  /** The predictions of every sample [samples, n], where `everySample` gave them. */
  readonly samples?: Float32Array
  /** With `noise`, its variance around each sample [samples, n], where `everySample` gave them, or else around each prediction [n]. */
  readonly noiseVariance?: Float32Array
  /** With `level`, the ends of the intervals [n]. */
  readonly low?: Float32Array
  readonly high?: Float32Array
}

/**
 * A prediction as a batch of @thinned/metrics. Scalings, sets and intervals are applied to it; with `labels` or `targets` it is what they are fitted on, and
 * what measures take.
 *
 * @throws {TrainError} on what is no prediction of `predict`.
 * @example
 * ```ts
 * import { accuracy, measure } from '@thinned/metrics'
 * import { init, linear } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { predict, predictionBatch } from '@thinned/train'
 *
 * const model = linear(2, 3)
 * init(model, key(1))
 * const batch = predictionBatch(await predict(model, { data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] }))
 * console.log(batch.classes, measure(accuracy(), { ...batch, labels: [0, 2] })) // 3 0.5
 * ```
 */
export function predictionBatch(prediction: ClassPrediction): ClassBatch
export function predictionBatch(prediction: ValuePrediction): ValueBatch
export function predictionBatch(prediction: ClassPrediction | ValuePrediction): ClassBatch | ValueBatch {
  const { mean } = Object(prediction) as Partial<ClassPrediction>
  if (!Array.isArray(mean?.shape) || !('variance' in prediction || 'entropy' in prediction))
    throw new TrainError(
      `predictionBatch was given ${formatValue(prediction)}; it takes what predict gives: predictionBatch(await predict(model, inputs)).`,
    )
  if ('variance' in prediction) {
    const { variance, totalVariance = variance, samples, interval } = prediction
    const { noiseVariance, sampleNoiseVariance = noiseVariance } = prediction
    return {
      predicted: prediction.mean.data,
      deviation: totalVariance.data.map(Math.sqrt),
      ...(samples ? { samples: samples.data } : {}),
      ...(sampleNoiseVariance ? { noiseVariance: sampleNoiseVariance.data } : {}),
      ...(interval ? { low: interval.low.data, high: interval.high.data } : {}),
    }
  }
  const { predicted, entropy, mutualInformation, logits } = prediction
  return {
    probabilities: mean.data,
    ...(logits ? { logits: logits.data } : {}),
    classes: mean.shape[1]!,
    predicted,
    uncertainty: entropy,
    mutualInformation,
  }
}
