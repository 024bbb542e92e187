import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { mul } from './mul.ts'
import { sub } from './sub.ts'

/**
 * 1 / (1 + e^−x).
 *
 * @example
 * ```ts
 * import { sigmoid, tensor } from '@thinned/tensor'
 *
 * console.log(sigmoid(tensor([-100, 0, 2])).readSync()) // Float32Array(3) [ 3.783505853677006e-44, 0.5, 0.8807970285415649 ]
 * ```
 */
export function sigmoid(x: Tensor): Tensor {
  return applyUnary('sigmoid', x, (grad, _, y) => mul(grad, mul(y, sub(1, y))))
}
