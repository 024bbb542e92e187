import { applyPair } from '../operands.ts'
import type { Tensor } from '../tensor.ts'
import { greaterEqual } from './greater-equal.ts'

/**
 * 1 where a ≤ b, else 0 (uint8), broadcast; 0 where one is NaN.
 *
 * @example
 * ```ts
 * import { lessEqual, tensor } from '@thinned/tensor'
 *
 * console.log(lessEqual(tensor([1, 2, 3]), 2).readSync()) // Uint8Array(3) [ 1, 1, 0 ]
 * ```
 */
export function lessEqual(a: Tensor | number, b: Tensor | number): Tensor {
  return applyPair('lessEqual', a, b, (a, b) => greaterEqual(b, a))
}
