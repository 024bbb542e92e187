import { applyComparison } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'

/** 1 where a = b, else 0 (uint8), broadcast. NaN equals nothing. */
export function equal(a: Tensor | number, b: Tensor | number): Tensor {
  return applyComparison('equal', a, b)
}
