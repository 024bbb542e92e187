import { firstOrNaN } from '../first-or-nan.ts'
import { applyPair } from '../operands.ts'
import type { Tensor } from '../tensor.ts'
import { greater } from './greater.ts'

/** The larger of a and b, broadcast; NaN where one is NaN. Where they are equal the result is b, which gets the gradient. */
export function maximum(a: Tensor | number, b: Tensor | number): Tensor {
  return applyPair('maximum', a, b, (a, b) => firstOrNaN(greater(a, b), a, b))
}
