import type { NdArray } from '@thinned/data'
import { entropyOfRows, mostProbable, splitUncertainty } from '@thinned/metrics'
import type { Model, Moment } from '@thinned/nn'
import type { Key } from '@thinned/rng'
import { boolean, func, integer, list, oneOf, optional, type Schema, text } from '@thinned/schema'
import { type Backend, formatShape, sizeOf, type Tensor } from '@thinned/tensor'
import type { StopSignal } from '../batches/event-loop.ts'
import type { GivenFor, RunModel } from '../batches/tensors.ts'
import { backend, count, moment, runKey, signal } from '../checks/parts.ts'
import type { PassProgress } from '../evaluate/score-batches.ts'
import { softmaxRow } from '../evaluate/score-batches.ts'
import { orReason } from '../evaluate/stopped.ts'
import { logitsOfTwo } from '../evaluate/two-classes.ts'
import { checkModel } from '../model-file/check-arguments.ts'
import { trainOptions } from '../options.ts'
import { TrainError } from '../train-error.ts'
import { type Inputs, sampleOutputs } from './sample-outputs.ts'

export interface PredictOptions {
  /** Monte Carlo passes through thinned networks. Default 0: one pass through the full network. */
  readonly samples?: number
  /** Needed with samples, and refused without. Sample s draws from the key folded with s. */
  readonly key?: Key
  /**
   * The moment of the run whose schedules the samples follow; needed with samples of a model in which something, such as keep, follows a
   * schedule, and refused without samples. The end of a run is { step: run.steps - 1, steps: run.steps, epoch: run.history.length - 1 }.
   */
  readonly moment?: Moment
  /** Whether the result holds every sample; refused without samples. Default false. */
  readonly everySample?: boolean
  /** Examples per forward pass; does not change the result. Default 500. */
  readonly batchSize?: number
  /** The model is moved there, and stays. Default: the backend of its parameters. */
  readonly backend?: Backend
  /** An AbortSignal: stops before the next forward pass, and throws its reason. */
  readonly signal?: StopSignal
  /** Called after each forward pass. */
  readonly onProgress?: (progress: PassProgress) => void
}

export interface ClassOptions extends PredictOptions {
  /** 'binary' for a model of one logit, that of class 1 of two: a prediction of two classes. Default 'classification'. */
  readonly task?: 'classification' | 'binary'
  /** The names of the classes, such as those of the training data. The result then names the predicted classes. */
  readonly classNames?: readonly string[] | undefined
}

export interface ValueOptions extends PredictOptions {
  readonly task: 'regression'
}

const read = trainOptions(
  'predict',
  {
    samples: optional(integer({ from: 0 })),
    key: optional(runKey),
    moment: optional(moment),
    everySample: optional(boolean),
    batchSize: optional(count),
    backend: optional(backend),
    signal: optional(signal),
    onProgress: optional(func<(progress: PassProgress) => void>()),
    task: optional(oneOf('classification', 'binary', 'regression')),
    classNames: optional(list(text, 'a list of texts, one for each class in the order of their labels')),
  } satisfies { readonly [Name in keyof (ClassOptions & ValueOptions)]-?: Schema },
  { seed: 'key: key(7)', verbose: 'onProgress', device: 'backend', mode: 'samples' },
)

/**
 * Predictions for inputs [n, …], and their uncertainty. By default one pass through the full network; with `samples`, the mean over
 * thinned networks and their disagreement. A classifier gives logits [n, classes]; for a model of one logit [n, 1] write
 * `task: 'binary'`, for a model of numbers `task: 'regression'`.
 * Without examples (n = 0) the results are empty.
 *
 * A model of several inputs takes several by name. The same key gives the same bits, in batches of any size. Source: Gal and
 * Ghahramani 2016.
 *
 * @throws {TrainError} on inputs that are not finite, with the row, on options that do not fit, and on a model without parameters yet; the signal's reason when it is stopped.
 * @example
 * ```ts
 * import { init, linear } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { predict } from '@thinned/train'
 *
 * const model = linear(2, 2)
 * init(model, key(1))
 * const inputs = { data: Float32Array.of(0, 0, 3, -5), shape: [2, 2] }
 * const { predicted, mean, entropy } = await predict(model, inputs)
 * console.log(predicted[1], mean.shape, entropy[0]) // 1 [ 2, 2 ] 0.6931471824645996
 * ```
 */
export function predict<Inputs>(
  model: Model<Inputs, Tensor>,
  inputs: GivenFor<Inputs>,
  options: ValueOptions,
): Promise<ValuePrediction>
export function predict<Inputs>(
  model: Model<Inputs, Tensor>,
  inputs: GivenFor<Inputs>,
  options?: ClassOptions,
): Promise<ClassPrediction>
export async function predict<Given>(
  model: Model<Given, Tensor>,
  inputs: GivenFor<Given>,
  options: ClassOptions | ValueOptions = {},
): Promise<ClassPrediction | ValuePrediction> {
  checkModel('predict', model)
  const anyModel = model as unknown as RunModel
  const given = read(options) as ClassOptions | ValueOptions
  const { signal } = given
  if (given.task !== 'regression')
    return orReason('predict', signal, () => predictClasses(anyModel, inputs as Inputs, given))
  if ('classNames' in given && given.classNames !== undefined)
    throw new TrainError(
      "predict was given classNames with task 'regression', which has no classes; leave one of both out.",
    )
  return orReason('predict', signal, () => predictValues(anyModel, inputs as Inputs, given))
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
