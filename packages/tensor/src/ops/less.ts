import { applyPair } from '../operands.ts'
import type { Tensor } from '../tensor.ts'
import { greater } from './greater.ts'

/**
 * 1 where a < b, else 0 (uint8), broadcast.
 *
 * @example
 * ```ts
 * import { less, tensor } from '@thinned/tensor'
 *
 * console.log(less(tensor([1, 2, 3]), 2).readSync()) // Uint8Array(3) [ 1, 0, 0 ]
 * ```
 */
export function less(a: Tensor | number, b: Tensor | number): Tensor {
  return applyPair('less', a, b, (a, b) => greater(b, a))
}
