import type { JsonValue, Moment } from '@thinned/nn'
import type { Tensor } from '@thinned/tensor'

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
