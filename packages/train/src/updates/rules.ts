import type { JsonValue, Moment } from '@thinned/nn'
import type { Tensor } from '@thinned/tensor'

/** How parameters follow their gradients. Stateless itself: what it remembers of a parameter is that parameter's `state`. */
export interface Optimizer {
  readonly name: string
  /** What a checkpoint compares; a schedule appears as its settings, or as a function without any. */
  readonly settings: { readonly [name: string]: JsonValue }
  /** The tensors kept per parameter, of its shape, 0 at first. */
  readonly state: readonly string[]
  /** Updates the parameter and its state in place; the gradient stays as it is. Called in a scope, without recording. `moment.step` counts from 0. */
  update(parameter: Tensor, gradient: Tensor, state: Readonly<Record<string, Tensor>>, moment: Moment): void
}

/** Pulls a parameter back into its bounds after each update, in place. */
export interface Constraint {
  readonly name: string
  /** What a checkpoint compares. */
  readonly settings: { readonly [name: string]: JsonValue }
  apply(path: string, parameter: Tensor): void
}

/**
 * How an average of the weights follows them while they train. Stateless itself: all that it remembers of a parameter is that parameter's
 * average, whose values before the first update do not matter. What was measured with other weights, such as the running statistics of batch
 * normalization, is not averaged along.
 */
export interface AveragingRule {
  readonly name: string
  /** What a checkpoint compares. */
  readonly settings: { readonly [name: string]: JsonValue }
  /** When `update` is called: after every step, or at the end of every epoch. */
  readonly every: 'step' | 'epoch'
  /**
   * Moves the average toward the parameter, in place; the parameter stays as it is. `moment.step` is the step that was taken last, from 0, and
   * `moment.epoch` the epoch that it belongs to. Every call is for the next step, or epoch: none is left out.
   */
  update(average: Tensor, parameter: Tensor, moment: Moment): void
}
