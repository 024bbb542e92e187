import type { Arrays, NdArray, Values } from '@thinned/data'
import { type AnyModel, flattenParams, type Layer, type Model } from '@thinned/nn'
import type { Backend, Tensor } from '@thinned/tensor'
import * as train from '@thinned/train'
import { best } from './best.ts'

/** `fit` of @thinned/train, on `await best()` unless `backend` says otherwise. */
export async function fit<Inputs, Outputs, Targets extends Arrays = Values>(
  model: Model<Inputs, Outputs>,
  options: train.FitOptions<Inputs, Outputs, Targets>,
): Promise<train.Run> {
  return train.fit(model, await onBest(model, options))
}

/** `evaluate` of @thinned/train, on `await best()` unless `backend` says otherwise. */
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

/** `predict` of @thinned/train, on `await best()` unless `backend` says otherwise. */
export function predict(
  model: Layer,
  inputs: NdArray | Tensor,
  options: train.PredictOptions & { readonly task: 'regression' },
): Promise<train.ValuePrediction>
export function predict(
  model: Layer,
  inputs: NdArray | Tensor,
  options?: train.PredictOptions & { readonly task?: 'classification' },
): Promise<train.ClassPrediction>
export async function predict(
  model: Layer,
  inputs: NdArray | Tensor,
  options: train.PredictOptions & { readonly task?: 'classification' | 'regression' } = {},
): Promise<train.ClassPrediction | train.ValuePrediction> {
  return train.predict(model, inputs, (await onBest(model, options)) as train.PredictOptions)
}

/** The options with a backend: the best one, or the model's own where its parameters are float64, which only the reference holds. */
async function onBest<T extends { readonly backend?: Backend | undefined }>(model: AnyModel, options: T): Promise<T> {
  const inFloat64 = Object.values(flattenParams(model.params)).some(({ dtype }) => dtype === 'float64')
  return options.backend || inFloat64 ? options : { ...options, backend: await best() }
}
