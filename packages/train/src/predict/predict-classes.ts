import type { NdArray } from '@thinned/data'
import { entropyOfRows, mostProbable, splitUncertainty } from '@thinned/metrics'
import { formatShape, sizeOf } from '@thinned/tensor'
import type { RunModel } from '../batches/tensors.ts'
import { softmaxRow } from '../evaluate/score-batches.ts'
import { logitsOfTwo } from '../evaluate/two-classes.ts'
import { TrainError } from '../train-error.ts'
import type { PredictOptions } from './predict.ts'
import { type Inputs, sampleOutputs } from './sample-outputs.ts'

export interface ClassOptions extends PredictOptions {
  /** 'binary' for a model of one logit, that of class 1 of two: a prediction of two classes. Default 'classification'. */
  readonly task?: 'classification' | 'binary'
  /** The names of the classes, such as those of the training data. The result then names the predicted classes. */
  readonly classNames?: readonly string[] | undefined
}

export interface ClassPrediction {
  /** The most probable class of each example [n]; the first among equals, −1 where the model gives NaN. */
  readonly predicted: Int32Array
  /** The names of the predicted classes [n], where `classNames` gave names; '' for the class −1. */
  readonly predictedNames?: readonly string[]
  /** Class probabilities [n, classes]: of the full network, or the mean over the samples. */
  readonly mean: NdArray<Float32Array>
  /** Entropy of the mean, in nats [n]: the total uncertainty. NaN where the probabilities are. */
  readonly entropy: Float32Array
  /** Mutual information of class and mask, in nats [n]: the disagreement of the samples; 0 without samples. */
  readonly mutualInformation: Float32Array
  /** The logits of the full network [n, classes]; with `task: 'binary'` 0 and the logit. Absent with samples: their mean is a mean of probabilities. */
  readonly logits?: NdArray<Float32Array>
  /** The probabilities of every sample [samples, n, classes], with `everySample`. */
  readonly samples?: NdArray<Float32Array>
}

/** `predict` for a model that gives logits. Probabilities and sums in float64, samples added in rising order. */
export async function predictClasses(model: RunModel, inputs: Inputs, options: ClassOptions): Promise<ClassPrediction> {
  const { count, shape, samples, run } = await sampleOutputs(model, inputs, options)
  const binary = options.task === 'binary'
  if (binary && sizeOf(shape) !== 1)
    throw new TrainError(
      `predict was given the task 'binary', but the model gives ${formatShape(shape)} per example; it takes one logit, [1]. Leave the task out for [classes].`,
    )
  const classes = binary ? 2 : (shape[0] ?? 0)
  checkClasses(binary ? [2] : shape, options)
  const sampled = (options.samples ?? 0) > 0
  const logits = sampled ? undefined : new Float32Array(count * classes)
  const every = sampled && options.everySample ? new Float32Array(samples * count * classes) : undefined
  const probabilitySums = new Float64Array(count * classes)
  const entropySums = new Float64Array(count)
  await run((given, first, sample) => {
    const outputs = binary ? logitsOfTwo(given) : given
    const probabilities = new Float64Array(outputs.length)
    for (let row = 0; row < outputs.length; row += classes)
      softmaxRow(probabilities.subarray(row, row + classes), outputs, row)
    const offset = first * classes
    logits?.set(outputs, offset)
    every?.set(probabilities, sample * count * classes + offset)
    for (const [i, probability] of probabilities.entries()) probabilitySums[offset + i]! += probability
    for (const [i, entropy] of entropyOfRows(probabilities, classes).entries()) entropySums[first + i]! += entropy
  })
  const mean = probabilitySums.map((sum) => sum / samples)
  const expectedEntropy = entropySums.map((sum) => sum / samples)
  const { entropy, mutualInformation } = splitUncertainty(mean, expectedEntropy, classes)
  const probabilities = Float32Array.from(mean)
  // Logits that differ may have equal probabilities.
  const predicted = predictedOf(logits ?? mean, entropy, classes)
  const { classNames } = options
  return {
    predicted,
    ...(classNames ? { predictedNames: Array.from(predicted, (label) => classNames[label] ?? '') } : {}),
    mean: { data: probabilities, shape: [count, classes] },
    entropy: Float32Array.from(entropy),
    mutualInformation: Float32Array.from(mutualInformation),
    ...(logits ? { logits: { data: logits, shape: [count, classes] } } : {}),
    ...(every ? { samples: { data: every, shape: [samples, count, classes] } } : {}),
  }
}

function checkClasses(shape: readonly number[], { classNames }: ClassOptions): void {
  const classes = shape[0] ?? 0
  if (shape.length !== 1 || classes < 2)
    throw new TrainError(
      `predict was asked for classes, but the model gives ${formatShape(shape)} per example; it takes [classes], from 2. For one logit write { task: 'binary' }, for a model of numbers { task: 'regression' }.`,
    )
  if (classNames && classNames.length !== classes)
    throw new TrainError(
      `predict was given ${classNames.length} classNames, but the model has ${classes} classes; give the classNames of its training data, one for each class.`,
    )
}

/** The class of the highest score of each row; −1 for rows without probabilities. */
function predictedOf(scores: Float32Array | Float64Array, entropy: Float64Array, classes: number): Int32Array {
  const known = scores.map((score, i) => (Number.isNaN(entropy[Math.floor(i / classes)]) ? 0 : score))
  return mostProbable(known, classes).map((label, row) => (Number.isNaN(entropy[row]) ? -1 : label))
}
