import { crossEntropy, mse } from '@thinned/nn'
import type { Tensor } from '@thinned/tensor'

/** A batch on the backend. */
export interface Batch {
  readonly inputs: Tensor
  readonly targets: Tensor
}

/** What a loss is made of: a scalar from the batch and a forward pass that can be run more than once. */
export type Objective = (forward: (inputs: Tensor) => Tensor, batch: Batch) => Tensor

export type LossName = 'crossEntropy' | 'mse'

const losses: Record<LossName, (outputs: Tensor, targets: Tensor) => Tensor> = { crossEntropy, mse }

export const lossNames: readonly LossName[] = Object.keys(losses) as LossName[]

/** The objective of a loss by name; an objective is itself. */
export function objectiveOf(loss: LossName | Objective): Objective {
  return typeof loss === 'function' ? loss : (forward, { inputs, targets }) => losses[loss](forward(inputs), targets)
}
