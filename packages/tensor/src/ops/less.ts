import { applyPair } from '../operands.ts'
import type { Tensor } from '../tensor.ts'
import { greater } from './greater.ts'

/** 1 where a < b, else 0 (uint8), broadcast. */
export function less(a: Tensor | number, b: Tensor | number): Tensor {
  return applyPair('less', a, b, (a, b) => greater(b, a))
}
