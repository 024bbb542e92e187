import { applyBinary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'

/**
 * a · b, broadcast. int32 keeps the low 32 bits.
 *
 * @example
 * ```ts
 * import { mul, tensor } from '@thinned/tensor'
 *
 * console.log(mul(tensor([1, 2, 3]), tensor([4, 5, 6])).readSync()) // Float32Array(3) [ 4, 10, 18 ]
 * ```
 */
export function mul(a: Tensor | number, b: Tensor | number): Tensor {
  return applyBinary('mul', a, b, { a: (grad, _, y) => mul(grad, y), b: (grad, x) => mul(grad, x) })
}
