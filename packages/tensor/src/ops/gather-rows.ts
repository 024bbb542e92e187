import { record } from '../autograd/record.ts'
import { dispatch } from '../dispatch.ts'
import { commonBackend } from '../operands.ts'
import type { Shape } from '../shape.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'

/**
 * Rows of x along axis 0: out[i] = x[indices[i]], for int32 indices [k]. Where values can be read at once every index is checked;
 * elsewhere indices outside x are the caller's to avoid.
 */
export function gatherRows(x: Tensor, indices: Tensor): Tensor {
  const backend = commonBackend('gatherRows', [x, indices])
  if (x.rank === 0 || indices.dtype !== 'int32' || indices.rank !== 1) {
    throw new TensorError(
      `gatherRows takes a tensor with rows and int32 indices [k], but was given ${x} and ${indices}.`,
    )
  }
  if (backend.syncRead) checkIndices(indices, x.shape[0]!)
  const out = allocate(backend, x.dtype, [indices.size, ...x.shape.slice(1)])
  dispatch(backend, 'gatherRows', out.view, x.view, indices.view)
  const shape = x.shape
  return record(out, {
    op: 'gatherRows',
    inputs: [x],
    saved: [indices],
    backward: (grad, [rows]) => [scatterAddRows(grad, rows!, shape)],
  })
}

function scatterAddRows(grad: Tensor, indices: Tensor, shape: Shape): Tensor {
  const out = allocate(grad.backend, grad.dtype, shape)
  dispatch(grad.backend, 'scatterAddRows', out.view, grad.view, indices.view)
  return out
}

function checkIndices(indices: Tensor, rows: number): void {
  indices.readSync().forEach((index, at) => {
    if (index < 0 || index >= rows)
      throw new TensorError(
        `gatherRows was given the index ${index} at place ${at}; there are ${rows} rows, numbered from 0.`,
      )
  })
}
