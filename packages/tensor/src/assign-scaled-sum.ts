import { checkAssignable } from './assign.ts'
import { dispatch } from './dispatch.ts'
import { checkFloat } from './operands.ts'
import type { Tensor } from './tensor.ts'

/**
 * Overwrites the elements of `target` with scaleA · a + scaleB · b, all floats of one shape: a step of an optimizer in one pass over memory,
 * to the bits of the separate operations. `target` may be a or b.
 */
export function assignScaledSum(target: Tensor, scaleA: number, a: Tensor, scaleB: number, b: Tensor): void {
  checkFloat('assignScaledSum', target)
  const backend = checkAssignable('assignScaledSum', target, [a, b])
  dispatch(backend, 'scaledSum', target.view, a.view, b.view, scaleA, scaleB)
  target.buffer.version++
}
