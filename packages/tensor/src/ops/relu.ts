import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { greater } from './greater.ts'
import { where } from './where.ts'

/** max(x, 0); its derivative at 0 is 0. */
export function relu(x: Tensor): Tensor {
  return applyUnary('relu', x, (grad, _, y) => where(greater(y, 0), grad, 0))
}
