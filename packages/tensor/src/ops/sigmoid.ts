import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { mul } from './mul.ts'
import { sub } from './sub.ts'

/** 1 / (1 + e^−x). */
export function sigmoid(x: Tensor): Tensor {
  return applyUnary('sigmoid', x, (grad, _, y) => mul(grad, mul(y, sub(1, y))))
}
