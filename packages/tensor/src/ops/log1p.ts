import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { add } from './add.ts'
import { div } from './div.ts'

/**
 * ln(1 + x).
 *
 * @example
 * ```ts
 * import { log1p, tensor } from '@thinned/tensor'
 *
 * console.log(log1p(tensor([0, 1e-8])).readSync()) // Float32Array(2) [ 0, 9.99999993922529e-9 ]
 * ```
 */
export function log1p(x: Tensor): Tensor {
  return applyUnary('log1p', x, (grad, x) => div(grad, add(x, 1)))
}
