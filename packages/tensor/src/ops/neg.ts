import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'

/**
 * −x.
 *
 * @example
 * ```ts
 * import { neg, tensor } from '@thinned/tensor'
 *
 * console.log(neg(tensor([1, -2])).readSync()) // Float32Array(2) [ -1, 2 ]
 * ```
 */
export function neg(x: Tensor): Tensor {
  return applyUnary('neg', x, (grad) => neg(grad))
}
