import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'

/** −x. */
export function neg(x: Tensor): Tensor {
  return applyUnary('neg', x, (grad) => neg(grad))
}
