import { applyComposed } from '../composed.ts'
import type { Tensor } from '../tensor.ts'
import { greater } from './greater.ts'
import { mul } from './mul.ts'
import { where } from './where.ts'

/**
 * x where x > 0, else slope · x (Maas, Hannun and Ng 2013); at 0 the derivative is the slope.
 *
 * @example
 * ```ts
 * import { leakyRelu, tensor } from '@thinned/tensor'
 *
 * console.log(leakyRelu(tensor([-1, 0, 2]), 0.25).readSync()) // Float32Array(3) [ -0.25, 0, 2 ]
 * ```
 */
export function leakyRelu(x: Tensor, slope = 0.01): Tensor {
  return applyComposed(
    'leakyRelu',
    x,
    (x) => where(greater(x, 0), x, mul(x, slope)),
    (grad, x) => where(greater(x, 0), grad, mul(grad, slope)),
  )
}
