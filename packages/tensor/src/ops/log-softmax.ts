import { noGrad } from '../autograd/recording.ts'
import { checkFloat } from '../operands.ts'
import { scope } from '../scope.ts'
import { resolveAxis } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import { exp } from './exp.ts'
import { log } from './log.ts'
import { max } from './max.ts'
import { reshape } from './reshape.ts'
import { sub } from './sub.ts'
import { sum } from './sum.ts'

/**
 * x − ln Σ e^x along one axis (default: the last), shifted by the largest element first so that nothing overflows.
 *
 * @example
 * ```ts
 * import { logSoftmax, tensor } from '@thinned/tensor'
 *
 * console.log(logSoftmax(tensor([1000, 0])).readSync()) // Float32Array(2) [ 0, -1000 ]
 * ```
 */
export function logSoftmax(x: Tensor, axis = -1): Tensor {
  checkFloat('logSoftmax', x)
  const along = resolveAxis('logSoftmax', axis, x.rank)
  const column = x.shape.with(along, 1)
  return scope(() => {
    const shifted = sub(
      x,
      noGrad(() => reshape(max(x, along), column)),
    )
    return sub(shifted, log(reshape(sum(exp(shifted), along), column)))
  })
}
