import { checkAssignable } from './assign.ts'
import { dispatch } from './dispatch.ts'
import { checkFloat } from './operands.ts'
import type { Tensor } from './tensor.ts'

/**
 * Overwrites the elements of `target` with scaleA · a + scaleB · b, all floats of one shape: a step of an optimizer in one pass over memory,
 * to the bits of the separate operations. `target` may be a or b.
 *
 * @example
 * ```ts
 * import { assignScaledSum, tensor } from '@thinned/tensor'
 *
 * const [weight, gradient] = [tensor([1, 2]), tensor([10, 10])]
 * assignScaledSum(weight, 1, weight, -0.1, gradient)
 * console.log(weight.readSync()) // Float32Array(2) [ 0, 1 ]
 * ```
 */
export function assignScaledSum(target: Tensor, scaleA: number, a: Tensor, scaleB: number, b: Tensor): void {
  checkFloat('assignScaledSum', target)
  const backend = checkAssignable('assignScaledSum', target, [a, b])
  dispatch(backend, 'scaledSum', target.view, a.view, b.view, scaleA, scaleB)
  target.buffer.version++
}
