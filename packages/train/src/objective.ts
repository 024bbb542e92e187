import { type Batch, type FunctionSettings, type LossFunction, type Objective, withSettings } from '@thinned/nn'
import {
  binaryCrossEntropy,
  crossEntropy,
  gaussianNll,
  huber,
  klDivergence,
  type Loss,
  mae,
  mse,
} from '@thinned/nn/losses'
import { Tensor } from '@thinned/tensor'
import type { Tensors } from './tensors.ts'
import { TrainError } from './train-error.ts'

export type { Batch, Loss, Objective } from '@thinned/nn'

/** A loss by its name, with its default settings; `objective` gives it others. */
export type LossName = 'crossEntropy' | 'mse' | 'mae' | 'huber' | 'binaryCrossEntropy' | 'klDivergence'

const losses: Readonly<Record<LossName, Loss>> = { crossEntropy, mse, mae, huber, binaryCrossEntropy, klDivergence }

export const lossNames: readonly LossName[] = Object.keys(losses) as LossName[]

/**
 * A loss as an objective with settings of its own, for models of one input or several: those of `options`, and the weights of the examples
 * where the data has them, go to the loss as its last argument; a checkpoint tells it by its function's name and by the options. Where these
 * say which label is left out (`ignore`) and how much each class counts (`classWeights`), means over several batches and the error go by
 * it too.
 *
 * @example
 * ```ts
 * import { losses } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 * import { objective } from '@thinned/train'
 *
 * const loss = objective(losses.huber, { delta: 2 })
 * const batch = { inputs: tensor([[0], [5]]), targets: tensor([[1], [1]]) }
 * console.log(loss((inputs) => inputs, batch).readSync()) // Float32Array(1) [ 3.25 ]
 * ```
 */
export function objective<Outputs = Tensor, Options extends object = object>(
  loss: LossFunction<Outputs, Options>,
  options?: Omit<Options, 'weights'>,
): <Inputs>(forward: (inputs: Inputs) => Outputs, batch: Batch<Inputs>) => Tensor {
  const settings = { name: loss.name, ...options } as FunctionSettings
  return withSettings(settings, (forward, { inputs, targets, weights }) =>
    loss(forward(inputs), targets, { ...options, ...(weights && { weights }) } as Options),
  )
}

/** @throws {TrainError} where it is no name of a loss and no objective, but such as a loss itself. */
export function checkLoss(owner: string, loss: unknown): void {
  const allowed = `it is ${lossNames.map((name) => `'${name}'`).join(', ')} or an objective, a function of (forward, batch)`
  if (typeof loss !== 'function' && !lossNames.includes(loss as LossName))
    throw new TrainError(`${owner} was given the loss ${JSON.stringify(loss)}; ${allowed}.`)
  if ([...Object.values(losses), gaussianNll].includes(loss as never))
    throw new TrainError(
      `${owner} was given the loss function ${(loss as Loss).name} itself; ${allowed}, which objective(${(loss as Loss).name}) makes of it.`,
    )
}

/** The objective of a loss by name; an objective is itself. */
export function objectiveOf(
  loss: LossName | Objective<Tensors, Tensors, Tensors>,
): Objective<Tensors, Tensors, Tensors> {
  if (typeof loss === 'function') return loss
  return (forward, { inputs, targets, weights }) => {
    const outputs = single(loss, 'outputs', forward(inputs))
    return losses[loss](outputs, single(loss, 'targets', targets), weights && { weights })
  }
}

function single(loss: LossName, what: string, given: Tensors): Tensor {
  if (given instanceof Tensor) return given
  throw new TrainError(
    `The loss ${loss} takes one tensor of ${what}, but there are ${Object.keys(given).join(', ')} by name; give an objective, which says what the loss of several is.`,
  )
}
