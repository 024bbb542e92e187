import { firstOrNaN } from '../first-or-nan.ts'
import { applyPair } from '../operands.ts'
import type { Tensor } from '../tensor.ts'
import { greater } from './greater.ts'

/**
 * The larger of a and b, broadcast; NaN where one is NaN. Where they are equal the result is b, which gets the gradient.
 *
 * @example
 * ```ts
 * import { maximum, tensor } from '@thinned/tensor'
 *
 * console.log(maximum(tensor([1, 5]), tensor([3, 2])).readSync()) // Float32Array(2) [ 3, 5 ]
 * console.log(maximum(tensor([-1, 1]), 0).readSync()) // Float32Array(2) [ 0, 1 ]
 * ```
 */
export function maximum(a: Tensor | number, b: Tensor | number): Tensor {
  return applyPair('maximum', a, b, (a, b) => firstOrNaN(greater(a, b), a, b))
}
