import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { add } from './add.ts'
import { mul } from './mul.ts'

/** e^x − 1. */
export function expm1(x: Tensor): Tensor {
  return applyUnary('expm1', x, (grad, _, y) => mul(grad, add(y, 1)))
}
