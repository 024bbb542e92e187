import type { NdArray } from '@thinned/data'
import { entropyOfRows, mostProbable, splitUncertainty } from '@thinned/metrics'
import { formatShape } from '@thinned/tensor'
import { softmaxRow } from '../evaluate/softmax-row.ts'
import type { RunModel } from '../run/fit-options.ts'
import { TrainError } from '../train-error.ts'
import type { ClassOptions } from './predict.ts'
import { type Inputs, sampleOutputs } from './sample-outputs.ts'

export interface ClassPrediction {
  /** The most probable class of each example [n]; the first among equals, −1 where the probabilities are NaN. */
  readonly predicted: Int32Array
  /** The names of the predicted classes [n], where `classNames` gave names; '' for the class −1. */
  readonly predictedNames?: readonly string[]
  /** Class probabilities [n, classes]: of the full network, or the mean over the samples. */
  readonly mean: NdArray<Float32Array>
  /** Entropy of the mean, in nats [n]: the total uncertainty. NaN where the probabilities are. */
  readonly entropy: Float32Array
  /** Mutual information of class and mask, in nats [n]: the disagreement of the samples; 0 without samples. */
  readonly mutualInformation: Float32Array
  /** The full network's logits [n, classes]; absent with samples, whose mean is one of probabilities. */
  readonly logits?: NdArray<Float32Array>
  /** The probabilities of every sample [samples, n, classes], with `everySample`. */
  readonly samples?: NdArray<Float32Array>
}

/** `predict` for a model that gives logits. Probabilities and sums in float64, samples added in rising order. */
export async function predictClasses(model: RunModel, inputs: Inputs, options: ClassOptions): Promise<ClassPrediction> {
  const { count, shape, samples, run } = await sampleOutputs(model, inputs, options)
  const classes = shape[0] ?? 0
  checkClasses(shape, options)
  const sampled = (options.samples ?? 0) > 0
  const logits = sampled ? undefined : new Float32Array(count * classes)
  const every = sampled && options.everySample ? new Float32Array(samples * count * classes) : undefined
  const probabilitySums = new Float64Array(count * classes)
  const entropySums = new Float64Array(count)
  await run((outputs, first, sample) => {
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
  const predicted = predictedOf(probabilities, classes)
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
      `predict was asked for classes, but the model gives ${formatShape(shape)} per example; it takes [classes], from 2. For a model of numbers write { task: 'regression' }.`,
    )
  if (classNames && classNames.length !== classes)
    throw new TrainError(
      `predict was given ${classNames.length} classNames, but the model has ${classes} classes; give the classNames of its training data, one for each class.`,
    )
}

/** The most probable class of each row; −1 for rows with NaN, which mostProbable refuses. */
function predictedOf(probabilities: Float32Array, classes: number): Int32Array {
  const labels = mostProbable(
    probabilities.map((probability) => (Number.isNaN(probability) ? 0 : probability)),
    classes,
  )
  return labels.map((label, row) => (Number.isNaN(probabilities[row * classes]) ? -1 : label))
}
