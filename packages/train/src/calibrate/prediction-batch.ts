import { formatValue } from '@thinned/schema'
import type { ClassPrediction, FullClassPrediction } from '../predict/predict-classes.ts'
import type { FullValuePrediction, ValuePrediction } from '../predict/values/predict-values.ts'
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
  /**
   * The standard deviation of the samples, of each prediction, 0 without samples; with `noise` that of the targets, in a `full` only where the noise is
   * predicted.
   */
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
 * what measures take. The `full` of a prediction with samples is one too.
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
export function predictionBatch(prediction: ClassPrediction | FullClassPrediction): ClassBatch
export function predictionBatch(prediction: ValuePrediction | FullValuePrediction): ValueBatch
export function predictionBatch(
  prediction: ClassPrediction | FullClassPrediction | ValuePrediction | FullValuePrediction,
): ClassBatch | ValueBatch {
  const { mean } = Object(prediction) as Partial<ClassPrediction>
  if (!Array.isArray(mean?.shape) || !ArrayBuffer.isView(mean.data))
    throw new TrainError(
      `predictionBatch was given ${formatValue(prediction)}; it takes what predict gives: predictionBatch(await predict(model, inputs)).`,
    )
  return 'entropy' in prediction ? classBatch(prediction) : valueBatch(prediction)
}

function classBatch(prediction: ClassPrediction | FullClassPrediction): ClassBatch {
  const {
    mean,
    predicted,
    entropy,
    logits,
    mutualInformation = entropy.map((nats) => nats - nats),
  } = {
    ...prediction,
  } as ClassPrediction
  return {
    probabilities: mean.data,
    ...(logits ? { logits: logits.data } : {}),
    classes: mean.shape[1]!,
    predicted,
    uncertainty: entropy,
    mutualInformation,
  }
}

function valueBatch(prediction: ValuePrediction | FullValuePrediction): ValueBatch {
  const { mean, variance, totalVariance = variance, samples, interval, noiseVariance } = prediction as ValuePrediction
  const { sampleNoiseVariance = noiseVariance } = prediction as ValuePrediction
  return {
    predicted: mean.data,
    deviation: totalVariance?.data.map(Math.sqrt) ?? mean.data.map((value) => value - value),
    ...(samples ? { samples: samples.data } : {}),
    ...(sampleNoiseVariance ? { noiseVariance: sampleNoiseVariance.data } : {}),
    ...(interval ? { low: interval.low.data, high: interval.high.data } : {}),
  }
}
