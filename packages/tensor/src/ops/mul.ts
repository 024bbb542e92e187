import { applyBinary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'

/** a · b, broadcast. int32 keeps the low 32 bits. */
export function mul(a: Tensor | number, b: Tensor | number): Tensor {
  return applyBinary('mul', a, b, { a: (grad, _, y) => mul(grad, y), b: (grad, x) => mul(grad, x) })
}
