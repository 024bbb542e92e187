import { checkFloat } from '../operands.ts'
import { scope } from '../scope.ts'
import type { Tensor } from '../tensor.ts'
import { elu } from './elu.ts'
import { mul } from './mul.ts'

const ALPHA = 1.6732632423543772
const SCALE = 1.0507009873554805

/**
 * 1.0507… · elu(x, 1.6732…): keeps mean 0 and variance 1 from layer to layer (Klambauer et al. 2017, equation 14).
 *
 * @example
 * ```ts
 * import { selu, tensor } from '@thinned/tensor'
 *
 * console.log(selu(tensor([-1, 0, 2])).readSync()) // Float32Array(3) [ -1.1113307476043701, 0, 2.1014020442962646 ]
 * ```
 */
export function selu(x: Tensor): Tensor {
  checkFloat('selu', x)
  return scope(() => mul(elu(x, ALPHA), SCALE))
}
