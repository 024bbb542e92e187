import { binaryCrossEntropy, crossEntropy, huber, mae, mse } from '@thinned/nn'
import { Tensor } from '@thinned/tensor'
import { type FunctionSettings, withSettings } from './function-settings.ts'
import type { Tensors } from './tensors.ts'
import { TrainError } from './train-error.ts'

/** A batch on the backend: tensors, or several by name where the data has several arrays. */
export interface Batch<Inputs = Tensor, Targets = Tensor> {
  readonly inputs: Inputs
  readonly targets: Targets
  /** How much each example counts [n], where the data says so. */
  readonly weights?: Tensor
}

/** What a loss is made of: a scalar from the batch and a forward pass that can be run more than once. */
export type Objective<Inputs = Tensor, Outputs = Tensor, Targets = Tensor> = (
  forward: (inputs: Inputs) => Outputs,
  batch: Batch<Inputs, Targets>,
) => Tensor

/** A loss of @thinned/nn: the mean over a batch. */
export type Loss = (outputs: Tensor, targets: Tensor) => Tensor

/** A loss by its name, with its default settings; `objective` gives it others. */
export type LossName = 'crossEntropy' | 'mse' | 'mae' | 'huber' | 'binaryCrossEntropy'

const losses: Readonly<Record<LossName, Loss>> = { crossEntropy, mse, mae, huber, binaryCrossEntropy }

export const lossNames: readonly LossName[] = Object.keys(losses) as LossName[]

/**
 * A loss as an objective with settings of its own: those of `options` go to the loss as its last argument, and a checkpoint tells it
 * by its function's name and by them.
 *
 * @example
 * ```ts
 * import { huber } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 * import { objective } from '@thinned/train'
 *
 * const loss = objective(huber, { delta: 2 })
 * const batch = { inputs: tensor([[0], [5]]), targets: tensor([[1], [1]]) }
 * console.log(loss((inputs) => inputs, batch).readSync()) // Float32Array(1) [ 3.25 ]
 * ```
 */
export function objective<Options extends object>(
  loss: (outputs: Tensor, targets: Tensor, options: Options) => Tensor,
  options: Options,
): Objective
export function objective(loss: (outputs: Tensor, targets: Tensor) => Tensor): Objective
export function objective(
  loss: (outputs: Tensor, targets: Tensor, options?: never) => Tensor,
  options?: object,
): Objective {
  const settings = { name: loss.name, ...options } as FunctionSettings
  return withSettings(settings, (forward, { inputs, targets }) => loss(forward(inputs), targets, options as never))
}

/** The objective of a loss by name; an objective is itself. */
export function objectiveOf(
  loss: LossName | Objective<Tensors, Tensors, Tensors>,
): Objective<Tensors, Tensors, Tensors> {
  if (typeof loss === 'function') return loss
  return (forward, { inputs, targets }) =>
    losses[loss](single(loss, 'outputs', forward(inputs)), single(loss, 'targets', targets))
}

function single(loss: LossName, what: string, given: Tensors): Tensor {
  if (given instanceof Tensor) return given
  throw new TrainError(
    `The loss ${loss} takes one tensor of ${what}, but there are ${Object.keys(given).join(', ')} by name; give an objective, which says what the loss of several is.`,
  )
}
