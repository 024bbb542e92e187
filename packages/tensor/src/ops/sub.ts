import { applyBinary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { neg } from './neg.ts'

/**
 * a − b, broadcast.
 *
 * @example
 * ```ts
 * import { sub, tensor } from '@thinned/tensor'
 *
 * console.log(sub(tensor([5, 7]), tensor([1, 2])).readSync()) // Float32Array(2) [ 4, 5 ]
 * console.log(sub(1, tensor([0.25, 0.5])).readSync()) // Float32Array(2) [ 0.75, 0.5 ]
 * ```
 */
export function sub(a: Tensor | number, b: Tensor | number): Tensor {
  return applyBinary('sub', a, b, { a: (grad) => grad, b: (grad) => neg(grad), lookAtOperands: false })
}
