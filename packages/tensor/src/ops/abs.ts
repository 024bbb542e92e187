import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { greater } from './greater.ts'
import { neg } from './neg.ts'
import { where } from './where.ts'

/**
 * |x|; its derivative at 0 is 0.
 *
 * @example
 * ```ts
 * import { abs, tensor } from '@thinned/tensor'
 *
 * console.log(abs(tensor([-2, 0, 3])).readSync()) // Float32Array(3) [ 2, 0, 3 ]
 * ```
 */
export function abs(x: Tensor): Tensor {
  return applyUnary('abs', x, (grad, x) => where(greater(x, 0), grad, where(greater(0, x), neg(grad), 0)))
}
