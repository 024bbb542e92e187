import { applyUnary } from '../elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { mul } from './mul.ts'
import { neg } from './neg.ts'

/**
 * sin x for |x| ≤ 8192.
 *
 * @example
 * ```ts
 * import { sin, tensor } from '@thinned/tensor'
 *
 * console.log(sin(tensor([0, 0.5, 1])).readSync()) // Float32Array(3) [ 0, 0.4794255495071411, 0.8414709568023682 ]
 * ```
 */
export function sin(x: Tensor): Tensor {
  return applyUnary('sin', x, (grad, x) => mul(grad, cos(x)))
}

/**
 * cos x for |x| ≤ 8192.
 *
 * @example
 * ```ts
 * import { cos, tensor } from '@thinned/tensor'
 *
 * console.log(cos(tensor([0, 0.5, 1])).readSync()) // Float32Array(3) [ 1, 0.8775825500488281, 0.5403022766113281 ]
 * ```
 */
export function cos(x: Tensor): Tensor {
  return applyUnary('cos', x, (grad, x) => neg(mul(grad, sin(x))))
}
