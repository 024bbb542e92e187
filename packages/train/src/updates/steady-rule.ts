import type { Moment } from '@thinned/nn'
import type { Tensor } from '@thinned/tensor'
import type { Constraint, Optimizer } from './rules.ts'

/**
 * An update in two parts. `numbers` are all that changes from step to step, such as a rate that follows a schedule; a number that never changes may be
 * left out. `move` starts the same kernels in every step, and no argument of theirs changes but these numbers.
 */
export interface SteadyUpdate {
  /** Whether the numbers never change. */
  readonly isConstant: boolean
  numbers(moment: Moment, parameter: Tensor): readonly number[]
  move(parameter: Tensor, gradient: Tensor, state: Readonly<Record<string, Tensor>>, numbers: readonly number[]): void
}

/** The updates and constraints that are steady. By function: a copy of an optimizer with another `update` is not. */
const updates = new WeakMap<Optimizer['update'], SteadyUpdate>()
const constraints = new WeakSet<Constraint['apply']>()

/** The update of an optimizer of two such parts. */
export function steadyUpdate(parts: SteadyUpdate): Optimizer['update'] {
  const update: Optimizer['update'] = (parameter, gradient, state, moment) =>
    parts.move(parameter, gradient, state, parts.numbers(moment, parameter))
  updates.set(update, parts)
  return update
}

/** Declares that a constraint moves a parameter by what it holds alone, so that it may come after the updates of the others. */
export function steadyConstraint(constraint: Constraint): Constraint {
  constraints.add(constraint.apply)
  return constraint
}

/** The parts of an update; undefined where nobody knows that it is steady. */
export function partsOfUpdate({ update }: Optimizer): SteadyUpdate | undefined {
  return updates.get(update)
}

export function isSteadyConstraint({ apply }: Constraint): boolean {
  return constraints.has(apply)
}
