import type { losses, Model } from '@thinned/nn'
import { boolean, list, optional, type Schema, text } from '@thinned/schema'
import type { Tensor } from '@thinned/tensor'
import type { GivenFor, RunModel } from '../batches/tensors.ts'
import { orReason } from '../evaluate/stopped.ts'
import { checkModel } from '../model-file/check-arguments.ts'
import { trainOptions } from '../options.ts'
import { TrainError } from '../train-error.ts'
import type { Inputs } from './inputs.ts'
import { type ClassOptions, type ClassPrediction, predictClasses } from './predict-classes.ts'
import { samplingFields, samplingNames } from './sampling-fields.ts'
import { predictValues, type ValuePrediction } from './values/predict-values.ts'
import type { ValueOptions } from './values/value-options.ts'

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
