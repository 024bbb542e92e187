import { applyBinary } from '../elementwise.ts'
import { checkFloat } from '../operands.ts'
import type { Tensor } from '../tensor.ts'
import { mul } from './mul.ts'
import { neg } from './neg.ts'

/**
 * a ÷ b of floats, broadcast.
 *
 * @example
 * ```ts
 * import { div, tensor } from '@thinned/tensor'
 *
 * console.log(div(tensor([1, 2, 3]), 4).readSync()) // Float32Array(3) [ 0.25, 0.5, 0.75 ]
 * ```
 */
export function div(a: Tensor | number, b: Tensor | number): Tensor {
  for (const operand of [a, b]) if (typeof operand !== 'number') checkFloat('div', operand)
  return applyBinary('div', a, b, {
    a: (grad, _, y) => div(grad, y),
    b: (grad, x, y) => neg(div(mul(grad, x), mul(y, y))),
  })
}
