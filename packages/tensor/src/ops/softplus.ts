import { applyComposed } from '../composed.ts'
import type { Tensor } from '../tensor.ts'
import { abs } from './abs.ts'
import { add } from './add.ts'
import { exp } from './exp.ts'
import { log1p } from './log1p.ts'
import { mul } from './mul.ts'
import { neg } from './neg.ts'
import { relu } from './relu.ts'
import { sigmoid } from './sigmoid.ts'

/**
 * ln(1 + e^x), which never overflows; its derivative is the sigmoid.
 *
 * @example
 * ```ts
 * import { softplus, tensor } from '@thinned/tensor'
 *
 * console.log(softplus(tensor([-1, 0, 100])).readSync()) // Float32Array(3) [ 0.3132616877555847, 0.6931471824645996, 100 ]
 * ```
 */
export function softplus(x: Tensor): Tensor {
  return applyComposed(
    'softplus',
    x,
    (x) => add(relu(x), log1p(exp(neg(abs(x))))),
    (grad, x) => mul(grad, sigmoid(x)),
  )
}
