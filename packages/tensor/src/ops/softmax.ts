import { checkFloat } from '../operands.ts'
import { scope } from '../scope.ts'
import type { Tensor } from '../tensor.ts'
import { exp } from './exp.ts'
import { logSoftmax } from './log-softmax.ts'

/** e^x / Σ e^x along one axis (default: the last), as the exponential of `logSoftmax`. */
export function softmax(x: Tensor, axis = -1): Tensor {
  checkFloat('softmax', x)
  return scope(() => exp(logSoftmax(x, axis)))
}
