import { applyComposed } from '../composed.ts'
import type { Tensor } from '../tensor.ts'
import { add } from './add.ts'
import { erf } from './erf.ts'
import { exp } from './exp.ts'
import { mul } from './mul.ts'
import { square } from './square.ts'

/**
 * x · Φ(x), Φ the distribution function of the standard normal (Hendrycks and Gimpel 2016), exact.
 *
 * @example
 * ```ts
 * import { gelu, tensor } from '@thinned/tensor'
 *
 * console.log(gelu(tensor([-1, 0, 2])).readSync()) // Float32Array(3) [ -0.15865525603294373, 0, 1.9544997215270996 ]
 * ```
 */
export function gelu(x: Tensor): Tensor {
  return applyComposed(
    'gelu',
    x,
    (x) => mul(x, cumulative(x)),
    (grad, x) => mul(grad, add(cumulative(x), mul(x, density(x)))),
  )
}

function cumulative(x: Tensor): Tensor {
  return mul(add(erf(mul(x, Math.SQRT1_2)), 1), 0.5)
}

function density(x: Tensor): Tensor {
  return mul(exp(mul(square(x), -0.5)), 0.3989422804014327)
}
