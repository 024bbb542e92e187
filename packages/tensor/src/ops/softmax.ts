import { record } from '../autograd/record.ts'
import { noGrad } from '../autograd/recording.ts'
import { dispatch } from '../dispatch.ts'
import { scope } from '../memory/scope.ts'
import { checkFloat } from '../op-kit/operands.ts'
import { resolveAxis } from '../shape.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { mul, sub } from './arithmetic.ts'
import { exp, log } from './elementary.ts'
import { max } from './reductions.ts'
import { reshape } from './reshape.ts'
import { sum } from './sum.ts'
import { transpose } from './transpose.ts'

/**
 * e^x / Σ e^x along one axis (default: the last), after a shift by the largest element, which prevents overflow.
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
  const along = resolveAxis('softmax', axis, x.rank)
  if (along === x.rank - 1) return ofLastAxis(x)
  const swapped = [...x.shape.keys()].with(along, x.rank - 1).with(-1, along)
  return scope(() => transpose(ofLastAxis(transpose(x, swapped)), swapped))
}

function ofLastAxis(x: Tensor): Tensor {
  const y = allocate(x.backend, x.dtype, x.shape)
  dispatch(x.backend, 'softmax', y.view, x.view)
  const column = x.shape.with(-1, 1)
  return record(y, {
    op: 'softmax',
    inputs: [x],
    saved: [y],
    backward: (grad, [y]) => [mul(sub(grad, reshape(sum(mul(grad, y!), -1), column)), y!)],
  })
}

/**
 * x − ln Σ e^x along one axis (default: the last), after a shift by the largest element, which prevents overflow.
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
