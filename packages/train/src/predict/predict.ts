import type { losses, Model, Moment } from '@thinned/nn'
import type { Key } from '@thinned/rng'
import { boolean, func, integer, list, type OtherNames, oneOf, optional, type Schema, text } from '@thinned/schema'
import type { Backend, Tensor } from '@thinned/tensor'
import type { StopSignal } from '../batches/event-loop.ts'
import type { GivenFor, RunModel } from '../batches/tensors.ts'
import { backend, count, moment, runKey, signal } from '../checks/parts.ts'
import type { PassProgress } from '../evaluate/score-batches.ts'
import { orReason } from '../evaluate/stopped.ts'
import { checkModel } from '../model-file/check-arguments.ts'
import { aboveZero, trainOptions } from '../options.ts'
import { TrainError } from '../train-error.ts'
import { FEWEST } from './decisions.ts'
import type { Inputs } from './inputs.ts'
import { type ClassOptions, type ClassPrediction, predictClasses } from './predict-classes.ts'
import { noise } from './values/noise.ts'
import { predictValues, type ValuePrediction } from './values/predict-values.ts'
import { level, targetScaler, type ValueOptions } from './values/value-options.ts'

export interface PredictOptions {
  /** Monte Carlo passes through thinned networks. Default 0: one pass through the full network. */
  readonly samples?: number
  /**
   * In place of `samples`: each row sees as many as it needs until the standard error of its mean is at most this, above 0. For classes that is the
   * largest over the class probabilities, and must hold too if one more sample came out as far off as it could (0 or 1): a rare mask may not have
   * come up yet. For values it is the largest over the outputs, in the units of the targets. It is looked at from the 10th sample on. A row that
   * sees n samples has the numbers of `samples: n`, bit for bit, but for its interval.
   */
  readonly tolerance?: number
  /** The most samples of a row, from 10; needed with `tolerance`, and refused without. */
  readonly maxSamples?: number
  /** Needed with samples, and refused without. Sample s draws from the key folded with s. */
  readonly key?: Key
  /**
   * The moment of the run whose schedules the samples follow; needed with samples of a model in which something, such as keep, follows a
   * schedule, and refused without samples. The end of a run is { step: run.steps - 1, steps: run.steps, epoch: run.history.length - 1 }.
   */
  readonly moment?: Moment
  /** 'batch': in a sample all rows see the same masks, so that it is one thinned network. Refused without samples. Default: each row its own. */
  readonly share?: 'batch'
  /** Whether the result holds every sample; of a model that is no mixture refused without `samples`. Default false. */
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

type SamplingField = Exclude<keyof (ClassOptions & ValueOptions), 'everySample' | 'classNames'>

/** How the options of a sampling are read. */
export const samplingFields: Readonly<Record<SamplingField, Schema>> = {
  samples: optional(integer({ from: 0 })),
  tolerance: optional(aboveZero),
  maxSamples: optional(integer({ from: FEWEST })),
  key: optional(runKey),
  moment: optional(moment),
  share: optional(oneOf('batch')),
  batchSize: optional(count),
  backend: optional(backend),
  signal: optional(signal),
  onProgress: optional(func<(progress: PassProgress) => void>()),
  task: optional(oneOf('classification', 'binary', 'regression')),
  noise: optional(noise),
  targetScaler: optional(targetScaler),
  level: optional(level),
}

/** What others call them. */
export const samplingNames: OtherNames = {
  seed: 'key: key(7)',
  verbose: 'onProgress',
  device: 'backend',
  mode: 'samples',
  tau: 'noise: { precision }',
  precision: 'noise: { precision }',
  'noise.tau': 'precision',
  'noise.variance': 'precision (1 / variance)',
  'noise.sigma': 'deviation',
  'noise.std': 'deviation',
  noiseVariance: 'noise: { precision: 1 / variance }',
  scaler: 'targetScaler',
  alpha: 'level (1 − alpha)',
  confidence: 'level',
}

const read = trainOptions(
  'predict',
  {
    ...samplingFields,
    everySample: optional(boolean),
    classNames: optional(list(text, 'a list of texts, one for each class in the order of their labels')),
  } satisfies { readonly [Name in keyof (ClassOptions & ValueOptions)]-?: Schema },
  samplingNames,
)

/**
 * Predictions for inputs [n, …], and their uncertainty. By default one pass through the full network; with `samples`, the mean over
 * thinned networks and their disagreement. The samples of an ensemble are its members, thinned with `samples`. A classifier gives logits
 * [n, classes]; for a model of one logit [n, 1] write `task: 'binary'`, for a model of numbers `task: 'regression'`. Without examples (n = 0) the
 * results are empty.
 *
 * For numbers, `noise` says how far targets lie from what the network says: the result then has the variance of targets, and their intervals at a
 * `level`.
 *
 * A model of several inputs takes several by name. The same key gives the same bits, in batches of any size. Source: Gal and
 * Ghahramani 2016.
 *
 * @throws {TrainError} on inputs that are not finite, with the row, on options that do not fit, and on a model without parameters yet; the signal's
 * reason when it is stopped.
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
  model: Model<Inputs, Tensor | losses.Gaussian>,
  inputs: GivenFor<Inputs>,
  options: ValueOptions,
): Promise<ValuePrediction>
export function predict<Inputs>(
  model: Model<Inputs, Tensor>,
  inputs: GivenFor<Inputs>,
  options?: ClassOptions,
): Promise<ClassPrediction>
export async function predict<Given>(
  model: Model<Given, Tensor | losses.Gaussian>,
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
