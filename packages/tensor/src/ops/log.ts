import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { div } from './div.ts'

/**
 * ln x.
 *
 * @example
 * ```ts
 * import { log, tensor } from '@thinned/tensor'
 *
 * console.log(log(tensor([1, 2, 4])).readSync()) // Float32Array(3) [ 0, 0.6931471824645996, 1.3862943649291992 ]
 * ```
 */
export function log(x: Tensor): Tensor {
  return applyUnary('log', x, (grad, x) => div(grad, x))
}
