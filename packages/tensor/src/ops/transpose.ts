import { record } from '../autograd/record.ts'
import { formatShape, resolveAxis } from '../shape.ts'
import { Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'

/** The axes in another order, as a view: axis i of the result is axis `order[i]` of x. Default: all reversed. */
export function transpose(x: Tensor, order?: readonly number[]): Tensor {
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
