import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { mul } from './mul.ts'
import { square } from './square.ts'
import { sub } from './sub.ts'

/** tanh x. */
export function tanh(x: Tensor): Tensor {
  return applyUnary('tanh', x, (grad, _, y) => mul(grad, sub(1, square(y))))
}
