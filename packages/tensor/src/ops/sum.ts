import { record } from '../autograd/record.ts'
import { scope } from '../memory/scope.ts'
import { checkTensor } from '../op-kit/check-tensor.ts'
import { checkReducible, reduceAxes } from '../op-kit/reduce.ts'
import { broadcastShapes, checkShape, formatShape, type Shape, sameShape } from '../shape.ts'
import { Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { broadcastView } from '../view.ts'
import { alias } from './copy.ts'
import { reshape } from './reshape.ts'

// Sum and broadcast are each other's gradient.

/**
 * The sum over `axes` (default: all), which disappear. The kernel documents the order. An
 * empty sum is 0. Floats and int32.
 *
 * @example
 * ```ts
 * import { sum, tensor } from '@thinned/tensor'
 *
 * const x = tensor([[1, 2, 3], [4, 5, 6]])
 * console.log(sum(x).readSync()) // Float32Array(1) [ 21 ]
 * console.log(sum(x, 0).readSync()) // Float32Array(3) [ 5, 7, 9 ]
 * ```
 */
export function sum(x: Tensor, axes?: number | readonly number[]): Tensor {
  checkTensor('sum', x)
  const { out, keptShape } = reduceAxes('sum', x, axes, x.dtype)
  const shape = x.shape
  return record(out, { op: 'sum', inputs: [x], backward: (grad) => [broadcastTo(reshape(grad, keptShape), shape)] })
}

/**
 * x broadcast to `shape`, as a view.
 *
 * @example
 * ```ts
 * import { broadcastTo, tensor } from '@thinned/tensor'
 *
 * console.log(broadcastTo(tensor([1, 2]), [2, 2]).readSync()) // Float32Array(4) [ 1, 2, 1, 2 ]
 * ```
 */
export function broadcastTo(x: Tensor, shape: Shape): Tensor {
  checkTensor('broadcastTo', x)
  checkShape(shape)
  if (!sameShape(broadcastShapes('broadcastTo', x.shape, shape), shape)) {
    throw new TensorError(
      `broadcastTo cannot broadcast ${formatShape(x.shape)} to ${formatShape(shape)}; only extents of 1 are repeated.`,
    )
  }
  const from = x.shape
  return record(new Tensor(x.buffer, broadcastView(x.view, shape)), {
    op: 'broadcastTo',
    inputs: [x],
    backward: (grad) => [sumTo(grad, from)],
  })
}

/**
 * The sum over the axes along which `shape` was broadcast to x's, for gradients.
 *
 * @example
 * ```ts
 * import { sumTo, tensor } from '@thinned/tensor'
 *
 * console.log(sumTo(tensor([[1, 2, 3], [4, 5, 6]]), [3]).readSync()) // Float32Array(3) [ 5, 7, 9 ]
 * ```
 */
export function sumTo(x: Tensor, shape: Shape): Tensor {
  checkTensor('sumTo', x)
  checkShape(shape)
  if (sameShape(x.shape, shape)) return alias(x)
  checkReducible('sumTo', x)
  const lead = x.rank - shape.length
  const axes = x.shape.flatMap((extent, axis) =>
    axis < lead || (shape[axis - lead] === 1 && extent !== 1) ? [axis] : [],
  )
  return scope(() => reshape(sum(x, axes), shape))
}
