import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { mul } from './mul.ts'

/**
 * x².
 *
 * @example
 * ```ts
 * import { square, tensor } from '@thinned/tensor'
 *
 * console.log(square(tensor([1, 2, 3])).readSync()) // Float32Array(3) [ 1, 4, 9 ]
 * ```
 */
export function square(x: Tensor): Tensor {
  return applyUnary('square', x, (grad, x) => mul(grad, mul(x, 2)))
}
