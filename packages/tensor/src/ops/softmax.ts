import { checkFloat } from '../operands.ts'
import { scope } from '../scope.ts'
import type { Tensor } from '../tensor.ts'
import { exp } from './exp.ts'
import { logSoftmax } from './log-softmax.ts'

/**
 * e^x / Σ e^x along one axis (default: the last), as the exponential of `logSoftmax`.
 *
 * @example
 * ```ts
 * import { softmax, tensor } from '@thinned/tensor'
 *
 * console.log(softmax(tensor([[0, 0], [1000, 0]])).readSync()) // Float32Array(4) [ 0.5, 0.5, 1, 0 ]
 * ```
 */
export function softmax(x: Tensor, axis = -1): Tensor {
  checkFloat('softmax', x)
  return scope(() => exp(logSoftmax(x, axis)))
}
