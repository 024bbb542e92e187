import { applyBinary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'

/**
 * a + b, broadcast.
 *
 * @example
 * ```ts
 * import { add, tensor } from '@thinned/tensor'
 *
 * console.log(add(tensor([[1, 2], [3, 4]]), tensor([10, 20])).readSync()) // Float32Array(4) [ 11, 22, 13, 24 ]
 * console.log(add(tensor([1, 2]), 0.5).readSync()) // Float32Array(2) [ 1.5, 2.5 ]
 * ```
 */
export function add(a: Tensor | number, b: Tensor | number): Tensor {
  return applyBinary('add', a, b, { a: (grad) => grad, b: (grad) => grad, lookAtOperands: false })
}
