import { firstOrNaN } from '../first-or-nan.ts'
import { applyPair } from '../operands.ts'
import type { Tensor } from '../tensor.ts'
import { greater } from './greater.ts'

/**
 * The smaller of a and b, broadcast; NaN where one is NaN. Where they are equal the result is b, which gets the gradient.
 *
 * @example
 * ```ts
 * import { minimum, tensor } from '@thinned/tensor'
 *
 * console.log(minimum(tensor([1, 5]), tensor([3, 2])).readSync()) // Float32Array(2) [ 1, 2 ]
 * ```
 */
export function minimum(a: Tensor | number, b: Tensor | number): Tensor {
  return applyPair('minimum', a, b, (a, b) => firstOrNaN(greater(b, a), a, b))
}
