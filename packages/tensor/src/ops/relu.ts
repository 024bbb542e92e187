import { applyUnary } from '../elementwise.ts'
import { reluGradient } from '../relu-gradient.ts'
import type { Tensor } from '../tensor.ts'

/** max(x, 0); its derivative at 0 is 0. */
export function relu(x: Tensor): Tensor {
  return applyUnary('relu', x, (grad, _, y) => reluGradient(grad, y))
}
