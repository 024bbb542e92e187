import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { div } from './div.ts'
import { mul } from './mul.ts'

/**
 * √x, correctly rounded.
 *
 * @example
 * ```ts
 * import { sqrt, tensor } from '@thinned/tensor'
 *
 * console.log(sqrt(tensor([1, 4, 6.25])).readSync()) // Float32Array(3) [ 1, 2, 2.5 ]
 * ```
 */
export function sqrt(x: Tensor): Tensor {
  return applyUnary('sqrt', x, (grad, _, y) => div(grad, mul(y, 2)))
}
