import { applyBinary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { neg } from './neg.ts'

/** a − b, broadcast. */
export function sub(a: Tensor | number, b: Tensor | number): Tensor {
  return applyBinary('sub', a, b, { a: (grad) => grad, b: (grad) => neg(grad), lookAtOperands: false })
}
