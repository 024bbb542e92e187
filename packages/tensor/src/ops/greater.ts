import { applyComparison } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'

/**
 * 1 where a > b, else 0 (uint8), broadcast.
 *
 * @example
 * ```ts
 * import { greater, tensor } from '@thinned/tensor'
 *
 * console.log(greater(tensor([1, 2, 3]), 2).readSync()) // Uint8Array(3) [ 0, 0, 1 ]
 * ```
 */
export function greater(a: Tensor | number, b: Tensor | number): Tensor {
  return applyComparison('greater', a, b)
}
