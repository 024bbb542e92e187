import { applyBinary } from '../elementwise.ts'
import { checkFloat } from '../operands.ts'
import type { Tensor } from '../tensor.ts'
import { equal } from './equal.ts'
import { log } from './log.ts'
import { mul } from './mul.ts'
import { sub } from './sub.ts'
import { where } from './where.ts'

/**
 * base^exponent of floats, broadcast, for bases from 0; NaN for a negative base. x^0 is 1, also at x = 0, where the gradient with
 * respect to the exponent counts as 0.
 *
 * @example
 * ```ts
 * import { pow, tensor } from '@thinned/tensor'
 *
 * console.log(pow(tensor([1, 2, 3]), 3).readSync()) // Float32Array(3) [ 1, 8, 27 ]
 * console.log(pow(2, tensor([0.5, 10])).readSync()) // Float32Array(2) [ 1.4142135381698608, 1024 ]
 * ```
 */
export function pow(base: Tensor | number, exponent: Tensor | number): Tensor {
  for (const operand of [base, exponent]) if (typeof operand !== 'number') checkFloat('pow', operand)
  return applyBinary('pow', base, exponent, {
    a: (grad, x, y) => mul(grad, where(equal(y, 0), 0, mul(y, pow(x, sub(y, 1))))),
    b: (grad, x, y) => mul(grad, where(equal(x, 0), 0, mul(pow(x, y), log(x)))),
  })
}
