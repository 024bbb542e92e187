import type { Arrays, Values } from '@thinned/data'
import { type AnyModel, flattenParams, type Model } from '@thinned/nn'
import type { Backend, Tensor } from '@thinned/tensor'
import * as train from '@thinned/train'
import { best } from './best.ts'

/**
 * `fit` of @thinned/train, on `await best()` unless `backend` says otherwise.
 *
 * @example
 * ```ts
 * import { data, dropout, fit, key, linear, relu, sequential, sgd } from 'thinned'
 *
 * const model = sequential(linear(2, 16), relu(), dropout({ keep: 0.8 }), linear(16, 2))
 * const train = data.twoMoons({ size: 100, key: key(1) })
 * const optimizer = sgd({ learningRate: 0.1, momentum: 0.9 })
 * const run = await fit(model, { data: { train }, loss: 'crossEntropy', epochs: 5, batchSize: 20, optimizer, key: key(42) })
 * console.log(run.history.map(({ loss }) => loss.toFixed(2)).join(' ')) // 0.31 0.24 0.23 0.21 0.19
 * ```
 */
export async function fit<Inputs, Outputs, Targets extends Arrays = Values>(
  model: Model<Inputs, Outputs>,
  options: train.FitOptions<Inputs, Outputs, Targets>,
): Promise<train.FitResult> {
  return train.fit(model, await onBest(model, options))
}

/**
 * `trainer` of @thinned/train, on `await best()` unless `backend` says otherwise.
 *
 * @example
 * ```ts
 * import { data, key, linear, relu, sequential, sgd, trainer } from 'thinned'
 *
 * const { inputs, targets } = data.twoMoons({ size: 20, key: key(1) })
 * const model = sequential(linear(2, 16), relu(), linear(16, 2))
 * const steps = await trainer(model, { loss: 'crossEntropy', optimizer: sgd({ learningRate: 0.1 }), key: key(2) })
 * const losses = Array.from({ length: 100 }, () => steps.step(inputs, targets))
 * console.log(losses[0]! > losses[99]!) // true
 * steps.dispose()
 * ```
 */
export async function trainer<Inputs, Outputs, Targets = Tensor>(
  model: Model<Inputs, Outputs>,
  options: train.TrainerOptions<Inputs, Outputs, Targets>,
): Promise<train.Trainer<Inputs, Targets>> {
  return train.trainer(model, await onBest(model, options))
}

/**
 * `evaluate` of @thinned/train, on `await best()` unless `backend` says otherwise.
 *
 * @example
 * ```ts
 * import { data, evaluate, init, key, linear, sequential } from 'thinned'
 *
 * const model = sequential(linear(2, 2))
 * init(model, key(1))
 * const { loss, error } = await evaluate(model, data.twoMoons({ size: 50, key: key(2) }))
 * console.log(loss.toFixed(4), error) // 2.6996 0.88
 * ```
 */
export async function evaluate<
  Inputs,
  Outputs,
  Targets extends Arrays = Values,
  Metrics extends train.RunMetrics = train.RunMetrics,
>(
  model: Model<Inputs, Outputs>,
  data: train.Data<train.ArraysOf<Inputs>, Targets>,
  options: train.EvaluateOptions<Inputs, Outputs, Targets, Metrics> = {},
): Promise<train.Evaluation<Metrics>> {
  return train.evaluate(model, data, await onBest(model, options))
}

/**
 * `predict` of @thinned/train, on `await best()` unless `backend` says otherwise.
 *
 * @example
 * ```ts
 * import { dropout, init, key, linear, predict, sequential } from 'thinned'
 *
 * const model = sequential(linear(2, 8), dropout({ keep: 0.5 }), linear(8, 3))
 * init(model, key(1))
 * const inputs = { data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] }
 * const { predicted, mutualInformation } = await predict(model, inputs, { samples: 10, key: key(7) })
 * console.log(predicted, mutualInformation.length) // Int32Array(2) [ 0, 0 ] 2
 * ```
 */
export function predict<Inputs>(
  model: Model<Inputs, Tensor>,
  inputs: train.GivenFor<Inputs>,
  options: train.ValueOptions,
): Promise<train.ValuePrediction>
export function predict<Inputs>(
  model: Model<Inputs, Tensor>,
  inputs: train.GivenFor<Inputs>,
  options?: train.ClassOptions,
): Promise<train.ClassPrediction>
export async function predict<Inputs>(
  model: Model<Inputs, Tensor>,
  inputs: train.GivenFor<Inputs>,
  options: train.ClassOptions | train.ValueOptions = {},
): Promise<train.ClassPrediction | train.ValuePrediction> {
  return train.predict(model, inputs, (await onBest(model, options)) as train.ClassOptions)
}

/**
 * `calibrate` of @thinned/train, on `await best()` unless `backend` says otherwise.
 *
 * @example
 * ```ts
 * import { calibrate, data, fit, key, linear, metrics, predict, predictionBatch, relu, sequential, sgd } from 'thinned'
 *
 * const moons = data.twoMoons({ size: 300, noise: 0.3, key: key(1) })
 * const { train, heldOut } = data.splitDataset(moons, { train: 100, heldOut: 200 }, key(2))
 * const model = sequential(linear(2, 16), relu(), linear(16, 2))
 * const optimizer = sgd({ learningRate: 0.1, momentum: 0.9 })
 * await fit(model, { data: { train }, loss: 'crossEntropy', epochs: 20, batchSize: 20, optimizer, key: key(42) })
 *
 * const { fitted } = await calibrate(model, heldOut, { with: metrics.conformalSets({ alpha: 0.1 }) })
 * const points = { data: Float32Array.of(0, 1, 0.5, 0.25), shape: [2, 2] }
 * const sets = fitted.sets(predictionBatch(await predict(model, points)))
 * console.log(metrics.setMembers(sets)) // [ [ 0 ], [ 0, 1 ] ]
 * ```
 */
export function calibrate<Inputs, Fitted>(
  model: Model<Inputs, Tensor>,
  heldOut: train.Data<train.ArraysOf<Inputs>, Values>,
  options: train.CalibrateValuesOptions<Fitted>,
): Promise<train.Calibration<Fitted, train.ValuePrediction>>
export function calibrate<Inputs, Fitted>(
  model: Model<Inputs, Tensor>,
  heldOut: train.Data<train.ArraysOf<Inputs>, Values>,
  options: train.CalibrateClassesOptions<Fitted>,
): Promise<train.Calibration<Fitted, train.ClassPrediction>>
export async function calibrate<Inputs>(
  model: Model<Inputs, Tensor>,
  heldOut: train.Data<train.ArraysOf<Inputs>, Values>,
  options: train.CalibrateClassesOptions | train.CalibrateValuesOptions,
): Promise<train.Calibration<unknown, train.ClassPrediction | train.ValuePrediction>> {
  return train.calibrate(model, heldOut, (await onBest(model, options)) as train.CalibrateClassesOptions)
}

/**
 * The options with a backend: the best one, or the model's own where its parameters are float64, which only the reference holds. What is no model, or
 * no options, stays as it is, so that the function that reads it refuses it.
 */
async function onBest<T extends { readonly backend?: Backend | undefined }>(model: AnyModel, options: T): Promise<T> {
  const isModel = typeof (model as Partial<AnyModel> | null | undefined)?.forward === 'function'
  if (!isModel || typeof options !== 'object' || options === null || Array.isArray(options)) return options
  const inFloat64 = Object.values(flattenParams(model.params)).some(({ dtype }) => dtype === 'float64')
  return options.backend || inFloat64 ? options : { ...options, backend: await best() }
}
