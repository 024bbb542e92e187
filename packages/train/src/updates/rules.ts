import { type JsonValue, type Moment, resolveSchedule, type Schedule } from '@thinned/nn'
import { formatValue } from '@thinned/schema'
import type { Tensor } from '@thinned/tensor'
import { TrainError } from '../train-error.ts'

/** A rule by which parameters follow their gradients. It has no memory: the tensors of `state` hold all that it needs of the past. */
export interface Optimizer {
  readonly name: string
  /** Compared when a run resumes from a checkpoint. A schedule stands here by its settings. */
  readonly settings: { readonly [name: string]: JsonValue }
  /** The names of the tensors that the run keeps for each parameter, in the parameter's shape, 0 at first. */
  readonly stateNames: readonly string[]
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
 * update do not matter. State of the model is not averaged; `fit` takes batch statistics anew for the averages.
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

/** The value of a schedule at a moment: a learning rate from 0, a momentum from 0 to below 1. @throws {TrainError} where it is outside this range. */
export function settingAt(
  caller: string,
  name: 'learningRate' | 'momentum',
  schedule: Schedule,
  moment: Moment,
): number {
  const value = resolveSchedule(schedule, moment)
  if (Number.isFinite(value) && value >= 0 && (name !== 'momentum' || value < 1)) return value
  throw new TrainError(
    `The schedule of ${caller}'s ${name} gave ${formatValue(value)} at step ${moment.step}, epoch ${moment.epoch}; it gives a finite number from 0${name === 'momentum' ? ' to below 1' : ''} at every step.`,
  )
}

/**
 * Refuses an ε in float32 that is so small that the squares of gradients vanish before √s falls to it: a small gradient would be divided by
 * ε alone. @throws {TrainError}
 */
export function checkEpsilon(caller: string, epsilon: number, { dtype }: Tensor): void {
  if (dtype === 'float32' && epsilon < 1e-16)
    throw new TrainError(
      `${caller} was given epsilon ${epsilon}; in float32 it takes a number from 1e-16, since the squares of smaller gradients vanish.`,
    )
}
