import { applyPair } from '../operands.ts'
import type { Tensor } from '../tensor.ts'
import { equal } from './equal.ts'
import { greater } from './greater.ts'
import { where } from './where.ts'

/** 1 where a ≥ b, else 0 (uint8), broadcast; 0 where one is NaN. */
export function greaterEqual(a: Tensor | number, b: Tensor | number): Tensor {
  return applyPair('greaterEqual', a, b, (a, b) => where(greater(a, b), 1, equal(a, b)))
}
