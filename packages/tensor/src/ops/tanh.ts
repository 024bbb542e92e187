import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { mul } from './mul.ts'
import { square } from './square.ts'
import { sub } from './sub.ts'

/**
 * tanh x.
 *
 * @example
 * ```ts
 * import { tanh, tensor } from '@thinned/tensor'
 *
 * console.log(tanh(tensor([-100, 0, 0.5])).readSync()) // Float32Array(3) [ -1, 0, 0.46211713552474976 ]
 * ```
 */
export function tanh(x: Tensor): Tensor {
  return applyUnary('tanh', x, (grad, _, y) => mul(grad, sub(1, square(y))))
}
