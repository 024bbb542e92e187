import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { mul } from './mul.ts'

/** x². */
export function square(x: Tensor): Tensor {
  return applyUnary('square', x, (grad, x) => mul(grad, mul(x, 2)))
}
