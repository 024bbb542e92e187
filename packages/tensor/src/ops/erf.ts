import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { exp } from './exp.ts'
import { mul } from './mul.ts'
import { neg } from './neg.ts'
import { square } from './square.ts'

/**
 * The error function 2/√π ∫₀ˣ e^−t² dt.
 *
 * @example
 * ```ts
 * import { erf, tensor } from '@thinned/tensor'
 *
 * console.log(erf(tensor([0, 1, 2])).readSync()) // Float32Array(3) [ 0, 0.8427007794380188, 0.9953222870826721 ]
 * ```
 */
export function erf(x: Tensor): Tensor {
  return applyUnary('erf', x, (grad, x) => mul(grad, mul(exp(neg(square(x))), 1.1283791670955126)))
}
