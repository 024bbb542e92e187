import { affine, matmul, scope, square, type Tensor } from '@thinned/tensor'
import type { Moments } from './moments.ts'

/**
 * The moments of x · weight + bias: μ · weight + bias and σ² · weight², exactly, where the units of x are independent; weight [inputs, outputs].
 * As a sum of many it is nearly normal, whatever they are.
 *
 * Source: Wang and Manning 2013.
 *
 * @example
 * ```ts
 * import { linearMoments } from '@thinned/dropout'
 * import { tensor } from '@thinned/tensor'
 *
 * const units = { mean: tensor([[1, 2]]), variance: tensor([[1, 0.5]]) }
 * const { mean, variance } = linearMoments(units, tensor([[3], [2]]))
 * console.log(mean.readSync()[0], variance!.readSync()[0]) // 7 11
 * ```
 */
export function linearMoments({ mean, variance }: Moments, weight: Tensor, bias?: Tensor): Moments {
  return scope(() => ({
    mean: affine(mean, weight, bias),
    variance: variance && matmul(variance, square(weight)),
  }))
}
