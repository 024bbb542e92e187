import { applyPair } from '../operands.ts'
import type { Tensor } from '../tensor.ts'
import { greaterEqual } from './greater-equal.ts'

/** 1 where a ≤ b, else 0 (uint8), broadcast; 0 where one is NaN. */
export function lessEqual(a: Tensor | number, b: Tensor | number): Tensor {
  return applyPair('lessEqual', a, b, (a, b) => greaterEqual(b, a))
}
