import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { mul } from './mul.ts'
import { neg } from './neg.ts'

/** sin x for |x| ≤ 8192. */
export function sin(x: Tensor): Tensor {
  return applyUnary('sin', x, (grad, x) => mul(grad, cos(x)))
}

/** cos x for |x| ≤ 8192. */
export function cos(x: Tensor): Tensor {
  return applyUnary('cos', x, (grad, x) => neg(mul(grad, sin(x))))
}
