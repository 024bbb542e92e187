import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { add } from './add.ts'
import { div } from './div.ts'

/** ln(1 + x). */
export function log1p(x: Tensor): Tensor {
  return applyUnary('log1p', x, (grad, x) => div(grad, add(x, 1)))
}
