import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { div } from './div.ts'
import { mul } from './mul.ts'

/** √x, correctly rounded. */
export function sqrt(x: Tensor): Tensor {
  return applyUnary('sqrt', x, (grad, _, y) => div(grad, mul(y, 2)))
}
