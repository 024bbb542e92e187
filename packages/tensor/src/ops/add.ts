import { applyBinary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'

/** a + b, broadcast. */
export function add(a: Tensor | number, b: Tensor | number): Tensor {
  return applyBinary('add', a, b, { a: (grad) => grad, b: (grad) => grad, lookAtOperands: false })
}
