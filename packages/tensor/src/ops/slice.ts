import { formatValue } from '@thinned/schema'
import { record } from '../autograd/record.ts'
import { dispatch } from '../dispatch.ts'
import { checkTensor } from '../op-kit/check-tensor.ts'
import { formatShape, resolveAxis } from '../shape.ts'
import { filled, Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { sliceView } from '../view.ts'

/**
 * The elements `start` … `end` − 1 along one axis, as a view; `end` is the extent by default. Negative indices count from the end.
 *
 * @example
 * ```ts
 * import { slice, tensor } from '@thinned/tensor'
 *
 * console.log(slice(tensor([1, 2, 3, 4]), 0, 1, 3).readSync()) // Float32Array(2) [ 2, 3 ]
 * console.log(slice(tensor([1, 2, 3, 4]), 0, -1).readSync()) // Float32Array(1) [ 4 ]
 * ```
 */
export function slice(x: Tensor, axis: number, start: number, end?: number): Tensor {
  checkTensor('slice', x)
  const along = resolveAxis('slice', axis, x.rank)
  const extent = x.shape[along]!
  const from = resolveIndex(x, along, start)
  const to = resolveIndex(x, along, end === undefined ? extent : end)
  if (from > to) {
    throw new TensorError(
      `slice was given ${start} to ${end ?? extent} on axis ${axis} of ${formatShape(x.shape)}, which ends before it starts.`,
    )
  }
  const shape = x.shape
  return record(new Tensor(x.buffer, sliceView(x.view, along, from, to)), {
    op: 'slice',
    inputs: [x],
    backward: (grad) => {
      const padded = filled(shape, 0, grad.dtype, grad.backend)
      if (extent > 0) dispatch(grad.backend, 'copy', sliceView(padded.view, along, from, to), grad.view)
      return [padded]
    },
  })
}

function resolveIndex(x: Tensor, axis: number, index: number): number {
  const extent = x.shape[axis]!
  if (!Number.isInteger(index) || index < -extent || index > extent) {
    throw new TensorError(
      `slice was given the index ${formatValue(index)} on axis ${axis} of ${formatShape(x.shape)}; indices are integers from ${-extent} to ${extent}.`,
    )
  }
  return index < 0 ? index + extent : index
}
