import { record } from '../autograd/record.ts'
import { checkTensor } from '../op-kit/check-tensor.ts'
import { checkShape, formatShape, rowMajorStrides, type Shape, sizeOf } from '../shape.ts'
import { Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { isContiguous } from '../view.ts'
import { contiguous } from './copy.ts'

/**
 * The same elements, in row-major order, under another shape. One extent may be −1: it follows from the size.
 * A view where x is dense, else a copy.
 *
 * @example
 * ```ts
 * import { arange, reshape } from '@thinned/tensor'
 *
 * console.log(reshape(arange(6), [2, -1]).shape) // [ 2, 3 ]
 * ```
 */
export function reshape(x: Tensor, shape: Shape): Tensor {
  checkTensor('reshape', x)
  const target = resolve(x, shape)
  const dense = isContiguous(x.view) ? x : contiguous(x)
  const view = new Tensor(dense.buffer, { shape: target, strides: rowMajorStrides(target), offset: dense.offset })
  if (dense !== x) dense.dispose()
  return record(view, { op: 'reshape', inputs: [x], backward: (grad) => [reshape(grad, x.shape)] })
}

function resolve(x: Tensor, shape: Shape): Shape {
  if (!Array.isArray(shape) || shape.some((extent) => typeof extent !== 'number')) checkShape(shape)
  const open = shape.indexOf(-1)
  const known = shape.reduce((size, extent) => (extent === -1 ? size : size * extent), 1)
  const target = open < 0 || known === 0 ? shape : shape.with(open, x.size / known)
  if (!target.every((extent) => Number.isInteger(extent) && extent >= 0) || sizeOf(target) !== x.size) {
    throw new TensorError(
      `reshape cannot make ${formatShape(shape)} from ${formatShape(x.shape)}, which has ${x.size} elements. The sizes must agree; one extent may be -1.`,
    )
  }
  return target
}
