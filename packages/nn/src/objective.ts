import type { Tensor } from '@thinned/tensor'

/** A batch on the backend: tensors, or several by name where the data has several arrays. */
export interface Batch<Inputs = Tensor, Targets = Tensor> {
  readonly inputs: Inputs
  readonly targets: Targets
  /** How much each example counts [n], where the data says so. */
  readonly weights?: Tensor
}

/**
 * What a loss is made of: a scalar from the batch and a forward pass that can be run more than once. In a pass that draws, every run has draws of
 * its own: the first has the pass's key, and run i, from 1, the key that is folded from it with i.
 */
export type Objective<Inputs = Tensor, Outputs = Tensor, Targets = Tensor> = (
  forward: (inputs: Inputs) => Outputs,
  batch: Batch<Inputs, Targets>,
) => Tensor
