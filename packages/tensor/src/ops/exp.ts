import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { mul } from './mul.ts'

/** e^x. */
export function exp(x: Tensor): Tensor {
  return applyUnary('exp', x, (grad, _, y) => mul(grad, y))
}
