import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { mul } from './mul.ts'

/**
 * e^x.
 *
 * @example
 * ```ts
 * import { exp, tensor } from '@thinned/tensor'
 *
 * console.log(exp(tensor([0, 1, 2])).readSync()) // Float32Array(3) [ 1, 2.7182817459106445, 7.389056205749512 ]
 * ```
 */
export function exp(x: Tensor): Tensor {
  return applyUnary('exp', x, (grad, _, y) => mul(grad, y))
}
