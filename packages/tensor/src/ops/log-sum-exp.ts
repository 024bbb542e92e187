import { noGrad } from '../autograd/recording.ts'
import { checkFloat } from '../operands.ts'
import { scope } from '../scope.ts'
import { resolveAxis } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import { abs } from './abs.ts'
import { add } from './add.ts'
import { exp } from './exp.ts'
import { less } from './less.ts'
import { log } from './log.ts'
import { max } from './max.ts'
import { reshape } from './reshape.ts'
import { sub } from './sub.ts'
import { sum } from './sum.ts'
import { where } from './where.ts'

/**
 * ln Σ e^x along one axis (default: the last), which disappears; shifted by the largest element, so that nothing overflows.
 *
 * @example
 * ```ts
 * import { logSumExp, tensor } from '@thinned/tensor'
 *
 * console.log(logSumExp(tensor([[1000, 1000], [0, 0]])).readSync()) // Float32Array(2) [ 1000.6931762695312, 0.6931471824645996 ]
 * ```
 */
export function logSumExp(x: Tensor, axis = -1): Tensor {
  checkFloat('logSumExp', x)
  const along = resolveAxis('logSumExp', axis, x.rank)
  return scope(() => {
    const shift = noGrad(() => {
      const largest = max(x, along)
      return where(less(abs(largest), Number.POSITIVE_INFINITY), largest, 0)
    })
    return add(log(sum(exp(sub(x, reshape(shift, x.shape.with(along, 1)))), along)), shift)
  })
}
