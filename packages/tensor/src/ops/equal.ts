import { applyComparison } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'

/**
 * 1 where a = b, else 0 (uint8), broadcast. NaN equals nothing.
 *
 * @example
 * ```ts
 * import { equal, tensor } from '@thinned/tensor'
 *
 * console.log(equal(tensor([1, 2, 3]), tensor([1, 0, 3])).readSync()) // Uint8Array(3) [ 1, 0, 1 ]
 * ```
 */
export function equal(a: Tensor | number, b: Tensor | number): Tensor {
  return applyComparison('equal', a, b)
}
