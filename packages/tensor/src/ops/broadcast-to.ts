import { record } from '../autograd/record.ts'
import { broadcastShapes, formatShape, type Shape, sameShape } from '../shape.ts'
import { Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { stretch } from '../view.ts'
import { sumTo } from './sum-to.ts'

/** x stretched to `shape`, as a view. */
export function broadcastTo(x: Tensor, shape: Shape): Tensor {
  if (!sameShape(broadcastShapes('broadcastTo', x.shape, shape), shape)) {
    throw new TensorError(
      `broadcastTo cannot stretch ${formatShape(x.shape)} to ${formatShape(shape)}; only extents of 1 stretch.`,
    )
  }
  const from = x.shape
  return record(new Tensor(x.buffer, stretch(x.view, shape)), {
    op: 'broadcastTo',
    inputs: [x],
    backward: (grad) => [sumTo(grad, from)],
  })
}
