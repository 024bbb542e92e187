import { record } from '../autograd/record.ts'
import { noGrad } from '../autograd/recording.ts'
import { scope } from '../memory/scope.ts'
import { checkTensor } from '../op-kit/check-tensor.ts'
import { checkFloat } from '../op-kit/operands.ts'
import { reduceAxes } from '../op-kit/reduce.ts'
import { resolveAxes, resolveAxis } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { abs, add, div, mul, sub } from './arithmetic.ts'
import { equal, less, where } from './comparisons.ts'
import { cast } from './copy.ts'
import { exp, log } from './elementary.ts'
import { reshape } from './reshape.ts'
import { sum } from './sum.ts'

// `sum` is in sum.ts, with its gradient broadcastTo: arithmetic depends on both.

/**
 * The mean over `axes` (default: all), which disappear: the sum divided by the number of elements. NaN for no element.
 *
 * @example
 * ```ts
 * import { mean, tensor } from '@thinned/tensor'
 *
 * const x = tensor([[1, 2, 3], [4, 5, 6]])
 * console.log(mean(x).readSync()) // Float32Array(1) [ 3.5 ]
 * console.log(mean(x, 1).readSync()) // Float32Array(2) [ 2, 5 ]
 * ```
 */
export function mean(x: Tensor, axes?: number | readonly number[]): Tensor {
  checkFloat('mean', x)
  const count = resolveAxes('mean', axes, x.rank).reduce((product, axis) => product * x.shape[axis]!, 1)
  const total = sum(x, axes)
  const result = div(total, count)
  total.dispose()
  return result
}

/**
 * The largest element over `axes` (default: all), which disappear; NaN if one is NaN. Equals share the gradient evenly.
 *
 * @example
 * ```ts
 * import { max, tensor } from '@thinned/tensor'
 *
 * const x = tensor([[1, 2, 3], [4, 5, 6]])
 * console.log(max(x).readSync()) // Float32Array(1) [ 6 ]
 * console.log(max(x, 1).readSync()) // Float32Array(2) [ 3, 6 ]
 * ```
 */
export function max(x: Tensor, axes?: number | readonly number[]): Tensor {
  return extremum('max', x, axes)
}

/**
 * The smallest element over `axes` (default: all), which disappear; NaN if one is NaN. Equals share the gradient evenly.
 *
 * @example
 * ```ts
 * import { min, tensor } from '@thinned/tensor'
 *
 * const x = tensor([[1, 2, 3], [4, 5, 6]])
 * console.log(min(x).readSync()) // Float32Array(1) [ 1 ]
 * console.log(min(x, 1).readSync()) // Float32Array(2) [ 1, 4 ]
 * ```
 */
export function min(x: Tensor, axes?: number | readonly number[]): Tensor {
  return extremum('min', x, axes)
}

function extremum(name: 'max' | 'min', x: Tensor, axes: number | readonly number[] | undefined): Tensor {
  checkTensor(name, x)
  const { out, keptShape, axes: reduced } = reduceAxes(name, x, axes, x.dtype)
  return record(out, {
    op: name,
    inputs: [x],
    saved: [x, out],
    backward: (grad, [input, y]) => {
      const chosen = cast(equal(input!, reshape(y!, keptShape)), grad.dtype)
      const count = reshape(sum(chosen, reduced), keptShape)
      return [mul(div(chosen, count), reshape(grad, keptShape))]
    },
  })
}

/**
 * The index (int32) of the largest element along one axis, which disappears: the first among equals. Carries no gradient.
 *
 * @example
 * ```ts
 * import { argmax, tensor } from '@thinned/tensor'
 *
 * console.log(argmax(tensor([[1, 9, 3], [7, 5, 7]])).readSync()) // Int32Array(2) [ 1, 0 ]
 * ```
 */
export function argmax(x: Tensor, axis = -1): Tensor {
  const { out, axes } = reduceAxes('argmax', x, axis, 'int32')
  if (x.shape[axes[0]!] === 0) {
    out.dispose()
    throw new TensorError(`argmax was given ${x}, whose axis ${axis} is empty; there is no largest element.`)
  }
  return out
}

/**
 * ln Σ e^x along one axis (default: the last), which disappears; shifted by the largest element, which prevents overflow.
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
