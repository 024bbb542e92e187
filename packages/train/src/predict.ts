import type { NdArray } from '@thinned/data'
import type { Layer } from '@thinned/nn'
import type { Tensor } from '@thinned/tensor'
import { type ClassPrediction, predictClasses } from './predict-classes.ts'
import type { PredictOptions } from './predict-options.ts'
import { predictValues, type ValuePrediction } from './predict-values.ts'
import { TrainError } from './train-error.ts'

/**
 * What a model says about inputs [n, …], and what it does not know: by default one pass through the full network, with `samples` the
 * mean over thinned networks and how far they disagree. A classifier gives logits [n, classes]; for a model of numbers write
 * `task: 'regression'`. Without examples (n = 0) the results are empty.
 *
 * The same key gives the same bits, in batches of any size. Source: Gal and Ghahramani 2016.
 *
 * @throws {TrainError} on options that do not fit, and on a model without parameters yet; the signal's reason when it is stopped.
 */
export function predict(
  model: Layer,
  inputs: NdArray | Tensor,
  options: PredictOptions & { readonly task: 'regression' },
): Promise<ValuePrediction>
export function predict(
  model: Layer,
  inputs: NdArray | Tensor,
  options?: PredictOptions & { readonly task?: 'classification' },
): Promise<ClassPrediction>
export async function predict(
  model: Layer,
  inputs: NdArray | Tensor,
  options: PredictOptions & { readonly task?: 'classification' | 'regression' } = {},
): Promise<ClassPrediction | ValuePrediction> {
  const { task = 'classification' } = options
  if (task === 'classification') return predictClasses(model, inputs, options)
  if (task === 'regression') return predictValues(model, inputs, options)
  throw new TrainError(
    `predict was given the task ${JSON.stringify(task)}; it is 'classification' (the default) or 'regression'.`,
  )
}
