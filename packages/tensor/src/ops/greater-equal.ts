import { applyPair } from '../operands.ts'
import type { Tensor } from '../tensor.ts'
import { equal } from './equal.ts'
import { greater } from './greater.ts'
import { where } from './where.ts'

/**
 * 1 where a ≥ b, else 0 (uint8), broadcast; 0 where one is NaN.
 *
 * @example
 * ```ts
 * import { greaterEqual, tensor } from '@thinned/tensor'
 *
 * console.log(greaterEqual(tensor([1, 2, 3]), 2).readSync()) // Uint8Array(3) [ 0, 1, 1 ]
 * ```
 */
export function greaterEqual(a: Tensor | number, b: Tensor | number): Tensor {
  return applyPair('greaterEqual', a, b, (a, b) => where(greater(a, b), 1, equal(a, b)))
}
