import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { add } from './add.ts'
import { mul } from './mul.ts'

/**
 * e^x − 1.
 *
 * @example
 * ```ts
 * import { expm1, tensor } from '@thinned/tensor'
 *
 * console.log(expm1(tensor([0, 1e-8])).readSync()) // Float32Array(2) [ 0, 9.99999993922529e-9 ]
 * ```
 */
export function expm1(x: Tensor): Tensor {
  return applyUnary('expm1', x, (grad, _, y) => mul(grad, add(y, 1)))
}
