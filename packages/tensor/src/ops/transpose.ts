import { formatValue } from '@thinned/schema'
import { record } from '../autograd/record.ts'
import { checkTensor } from '../op-kit/check-tensor.ts'
import { formatShape, resolveAxis } from '../shape.ts'
import { Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'

/**
 * The axes in another order, as a view: axis i of the result is axis `order[i]` of x. Default: all reversed.
 *
 * @example
 * ```ts
 * import { tensor, transpose, zeros } from '@thinned/tensor'
 *
 * const x = tensor([[1, 2, 3], [4, 5, 6]])
 * console.log(transpose(x).readSync()) // Float32Array(6) [ 1, 4, 2, 5, 3, 6 ]
 * console.log(transpose(zeros([2, 3, 4]), [0, 2, 1]).shape) // [ 2, 4, 3 ]
 * ```
 */
export function transpose(x: Tensor, order?: readonly number[]): Tensor {
  checkTensor('transpose', x)
  if (order !== undefined && !Array.isArray(order))
    throw new TensorError(
      `transpose was given the order ${formatValue(order)}; it takes a list of axes, such as [1, 0].`,
    )
  const axes = (order ?? x.shape.map((_, axis) => x.rank - 1 - axis)).map((axis) =>
    resolveAxis('transpose', axis, x.rank),
  )
  if (axes.length !== x.rank || new Set(axes).size !== x.rank) {
    throw new TensorError(
      `transpose of ${formatShape(x.shape)} was given the order ${formatShape(order ?? [])}; it must name each of the ${x.rank} axes once.`,
    )
  }
  const layout = {
    shape: axes.map((axis) => x.shape[axis]!),
    strides: axes.map((axis) => x.strides[axis]!),
    offset: x.view.offset,
  }
  return record(new Tensor(x.buffer, layout), {
    op: 'transpose',
    inputs: [x],
    backward: (grad) => [
      transpose(
        grad,
        axes.map((_, axis) => axes.indexOf(axis)),
      ),
    ],
  })
}
