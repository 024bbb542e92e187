import { checkAssignable } from './assign.ts'
import { dispatch } from './dispatch.ts'
import { checkFloat } from './operands.ts'
import type { Tensor } from './tensor.ts'

export interface MomentumSettings {
  /** μ. */
  readonly momentum: number
  readonly rate: number
  /** Look ahead along the velocity. */
  readonly nesterov: boolean
}

/**
 * A step of gradient descent with momentum in one pass over memory, in place in `parameter` and `velocity`: v ← μ v + g,
 * w ← w − rate · v, with Nesterov w ← w − rate · (g + μ v); the bits of the separate operations. All floats of one shape.
 *
 * @example
 * ```ts
 * import { assignMomentumStep, tensor } from '@thinned/tensor'
 *
 * const [weight, velocity, gradient] = [tensor([1]), tensor([2]), tensor([4])]
 * assignMomentumStep(weight, velocity, gradient, { momentum: 0.5, rate: 0.5, nesterov: false })
 * console.log(velocity.readSync(), weight.readSync()) // Float32Array(1) [ 5 ] Float32Array(1) [ -1.5 ]
 * ```
 */
export function assignMomentumStep(
  parameter: Tensor,
  velocity: Tensor,
  gradient: Tensor,
  { momentum, rate, nesterov }: MomentumSettings,
): void {
  checkFloat('assignMomentumStep', parameter)
  const backend = checkAssignable('assignMomentumStep', parameter, [velocity, gradient])
  checkAssignable('assignMomentumStep', velocity, [gradient])
  dispatch(backend, 'momentumStep', parameter.view, velocity.view, gradient.view, momentum, rate, nesterov)
  parameter.buffer.version++
  velocity.buffer.version++
}
