import { applyComposed } from '../composed.ts'
import type { Tensor } from '../tensor.ts'
import { add } from './add.ts'
import { expm1 } from './expm1.ts'
import { greater } from './greater.ts'
import { mul } from './mul.ts'
import { where } from './where.ts'

/**
 * x where x > 0, else alpha · (e^x − 1) (Clevert, Unterthiner and Hochreiter 2016); at 0 the derivative is alpha.
 *
 * @example
 * ```ts
 * import { elu, tensor } from '@thinned/tensor'
 *
 * console.log(elu(tensor([-1, 0, 2])).readSync()) // Float32Array(3) [ -0.6321205496788025, 0, 2 ]
 * ```
 */
export function elu(x: Tensor, alpha = 1): Tensor {
  return applyComposed(
    'elu',
    x,
    (x) => where(greater(x, 0), x, mul(expm1(x), alpha)),
    (grad, x, y) => where(greater(x, 0), grad, mul(grad, add(y, alpha))),
  )
}
