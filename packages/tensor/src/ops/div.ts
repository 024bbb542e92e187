import { applyBinary } from '../elementwise.ts'
import { checkFloat } from '../operands.ts'
import type { Tensor } from '../tensor.ts'
import { mul } from './mul.ts'
import { neg } from './neg.ts'

/** a ÷ b of floats, broadcast. */
export function div(a: Tensor | number, b: Tensor | number): Tensor {
  for (const operand of [a, b]) if (typeof operand !== 'number') checkFloat('div', operand)
  return applyBinary('div', a, b, {
    a: (grad, _, y) => div(grad, y),
    b: (grad, x, y) => neg(div(mul(grad, x), mul(y, y))),
  })
}
