import { applyComposed } from '../composed.ts'
import type { Tensor } from '../tensor.ts'
import { add } from './add.ts'
import { mul } from './mul.ts'
import { sigmoid } from './sigmoid.ts'
import { sub } from './sub.ts'

/**
 * x · σ(x) (Elfwing, Uchibe and Doya 2018; also called swish).
 *
 * @example
 * ```ts
 * import { silu, tensor } from '@thinned/tensor'
 *
 * console.log(silu(tensor([-1, 0, 2])).readSync()) // Float32Array(3) [ -0.2689414322376251, 0, 1.7615940570831299 ]
 * ```
 */
export function silu(x: Tensor): Tensor {
  return applyComposed(
    'silu',
    x,
    (x) => mul(x, sigmoid(x)),
    (grad, x) => {
      const gate = sigmoid(x)
      return mul(grad, mul(gate, add(mul(x, sub(1, gate)), 1)))
    },
  )
}
