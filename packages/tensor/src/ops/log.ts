import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { div } from './div.ts'

/** ln x. */
export function log(x: Tensor): Tensor {
  return applyUnary('log', x, (grad, x) => div(grad, x))
}
