import { applyPair } from '../operands.ts'
import type { Tensor } from '../tensor.ts'
import { equal } from './equal.ts'

/**
 * 1 where a ≠ b, else 0 (uint8), broadcast; 1 where one is NaN.
 *
 * @example
 * ```ts
 * import { notEqual, tensor } from '@thinned/tensor'
 *
 * console.log(notEqual(tensor([1, 2, 3]), 2).readSync()) // Uint8Array(3) [ 1, 0, 1 ]
 * ```
 */
export function notEqual(a: Tensor | number, b: Tensor | number): Tensor {
  return applyPair('notEqual', a, b, (a, b) => equal(equal(a, b), 0))
}
