import type { JsonValue, Moment } from '@thinned/nn'
import type { Tensor } from '@thinned/tensor'

/** A rule by which parameters follow their gradients. It has no memory: the tensors of `state` hold all that it needs of the past. */
export interface Optimizer {
  readonly name: string
  /** Compared when a run resumes from a checkpoint. A schedule stands here by its settings. */
  readonly settings: { readonly [name: string]: JsonValue }
  /** The names of the tensors that the run keeps for each parameter, in the parameter's shape, 0 at first. */
  readonly state: readonly string[]
  /** Updates the parameter and its state in place; the gradient does not change. `fit` calls it in a scope, without recording. `moment.step` counts from 0. */
  update(parameter: Tensor, gradient: Tensor, state: Readonly<Record<string, Tensor>>, moment: Moment): void
}

/** Projects a parameter back into its bounds after each update, in place. */
export interface Constraint {
  readonly name: string
  /** Compared when a run resumes from a checkpoint. */
  readonly settings: { readonly [name: string]: JsonValue }
  apply(path: string, parameter: Tensor): void
}

/**
 * A rule by which averages follow the weights during training. It has no memory besides the average; the average's values before the first
 * update do not matter. State of the model, such as the running statistics of batch normalization, is not averaged.
 */
export interface AveragingRule {
  readonly name: string
  /** Compared when a run resumes from a checkpoint. */
  readonly settings: { readonly [name: string]: JsonValue }
  /** When `update` is called: after every step, or at the end of every epoch. */
  readonly every: 'step' | 'epoch'
  /**
   * Moves the average toward the parameter, in place; the parameter does not change. `moment.step` is the last step taken, from 0, and
   * `moment.epoch` its epoch. `fit` calls it once for every step, or epoch, in order.
   */
  update(average: Tensor, parameter: Tensor, moment: Moment): void
}
