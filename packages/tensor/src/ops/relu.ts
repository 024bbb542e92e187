import { applyUnary } from '../elementwise.ts'
import { reluGradient } from '../relu-gradient.ts'
import type { Tensor } from '../tensor.ts'

/**
 * max(x, 0); its derivative at 0 is 0.
 *
 * @example
 * ```ts
 * import { relu, tensor } from '@thinned/tensor'
 *
 * console.log(relu(tensor([-1, 0, 2])).readSync()) // Float32Array(3) [ 0, 0, 2 ]
 * ```
 */
export function relu(x: Tensor): Tensor {
  return applyUnary('relu', x, (grad, _, y) => reluGradient(grad, y))
}
