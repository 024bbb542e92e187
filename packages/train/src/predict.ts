import type { Model } from '@thinned/nn'
import type { Tensor } from '@thinned/tensor'
import { type ClassPrediction, predictClasses } from './predict-classes.ts'
import type { PredictOptions } from './predict-options.ts'
import { predictValues, type ValuePrediction } from './predict-values.ts'
import type { RunModel } from './run-options.ts'
import type { Given } from './sample-outputs.ts'
import type { GivenFor } from './tensors.ts'
import { TrainError } from './train-error.ts'

/**
 * What a model says about inputs [n, …], and what it does not know: by default one pass through the full network, with `samples` the
 * mean over thinned networks and how far they disagree. A classifier gives logits [n, classes]; for a model of numbers write
 * `task: 'regression'`. Without examples (n = 0) the results are empty.
 *
 * A model of several inputs takes several by name. The same key gives the same bits, in batches of any size. Source: Gal and
 * Ghahramani 2016.
 *
 * @throws {TrainError} on options that do not fit, and on a model without parameters yet; the signal's reason when it is stopped.
 * @example
 * ```ts
 * import { init, linear } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { predict } from '@thinned/train'
 *
 * const model = linear(2, 2)
 * init(model, key(1))
 * const { mean, entropy } = await predict(model, { data: Float32Array.of(0, 0, 3, -5), shape: [2, 2] })
 * console.log(mean.shape, entropy[0]) // [ 2, 2 ] 0.6931471824645996
 * ```
 */
export function predict<Inputs>(
  model: Model<Inputs, Tensor>,
  inputs: GivenFor<Inputs>,
  options: PredictOptions & { readonly task: 'regression' },
): Promise<ValuePrediction>
export function predict<Inputs>(
  model: Model<Inputs, Tensor>,
  inputs: GivenFor<Inputs>,
  options?: PredictOptions & { readonly task?: 'classification' },
): Promise<ClassPrediction>
export async function predict<Inputs>(
  model: Model<Inputs, Tensor>,
  inputs: GivenFor<Inputs>,
  options: PredictOptions & { readonly task?: 'classification' | 'regression' } = {},
): Promise<ClassPrediction | ValuePrediction> {
  const { task = 'classification' } = options
  const run = model as unknown as RunModel
  if (task === 'classification') return predictClasses(run, inputs as Given, options)
  if (task === 'regression') return predictValues(run, inputs as Given, options)
  throw new TrainError(
    `predict was given the task ${JSON.stringify(task)}; it is 'classification' (the default) or 'regression'.`,
  )
}
