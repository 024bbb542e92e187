import { formatValue } from '@thinned/schema'
import { record } from '../autograd/record.ts'
import type { Backend } from '../backend.ts'
import { dispatch } from '../dispatch.ts'
import { checkNumbers } from '../op-kit/check-numbers.ts'
import { checkFloat, commonBackend } from '../op-kit/operands.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'

// Gather and scatter are each other's gradient.

/**
 * Rows of x along axis 0: out[i] = x[indices[i]], for int32 indices [k]. On a backend with `syncRead` every index is checked;
 * elsewhere the caller checks them.
 *
 * @example
 * ```ts
 * import { gather, tensor } from '@thinned/tensor'
 *
 * const x = tensor([[1, 2], [3, 4], [5, 6]])
 * console.log(gather(x, tensor([2, 0], { dtype: 'int32' })).readSync()) // Float32Array(4) [ 5, 6, 1, 2 ]
 * ```
 */
export function gather(x: Tensor, indices: Tensor): Tensor {
  const backend = checkOperands('gather', x, indices)
  const [rows, ...rest] = x.shape as [number, ...number[]]
  checkIndices('gather', indices, rows)
  const out = allocate(backend, x.dtype, [indices.size, ...rest])
  dispatch(backend, 'gather', out.view, x.view, indices.view)
  return record(out, {
    op: 'gather',
    inputs: [x],
    saved: [indices],
    backward: (grad, [rowIndices]) => [scatter(grad, rowIndices!, rows)],
  })
}

/**
 * `rows` rows of zeros, plus the rows of x: out[indices[i]] += x[i], for rising i and int32 indices [n]; floats. The rows that go to
 * one row are added in chunks of `SUM_CHUNK`, and the chunks' sums in order. Indices are checked as in `gather`.
 *
 * @example
 * ```ts
 * import { scatterAdd, tensor } from '@thinned/tensor'
 *
 * const x = tensor([[1, 2], [3, 4]])
 * console.log(scatterAdd(x, tensor([1, 1], { dtype: 'int32' }), 2).readSync()) // Float32Array(4) [ 0, 0, 4, 6 ]
 * ```
 */
export function scatterAdd(x: Tensor, indices: Tensor, rows: number): Tensor {
  checkOperands('scatterAdd', x, indices)
  checkFloat('scatterAdd', x)
  if (indices.size !== x.shape[0])
    throw new TensorError(`scatterAdd takes one index for each row, but was given ${x} and ${indices}.`)
  if (!Number.isInteger(rows) || rows < 0)
    throw new TensorError(`scatterAdd was given ${formatValue(rows)} rows for its result; it takes an integer from 0.`)
  checkIndices('scatterAdd', indices, rows)
  return record(scatter(x, indices, rows), {
    op: 'scatterAdd',
    inputs: [x],
    saved: [indices],
    backward: (grad, [rowIndices]) => [gather(grad, rowIndices!)],
  })
}

function scatter(x: Tensor, indices: Tensor, rows: number): Tensor {
  const out = allocate(x.backend, x.dtype, [rows, ...x.shape.slice(1)])
  dispatch(x.backend, 'scatterAdd', out.view, x.view, indices.view)
  return out
}

function checkOperands(op: string, x: Tensor, indices: Tensor): Backend {
  const backend = commonBackend(op, [x, indices])
  if (x.rank === 0 || indices.dtype !== 'int32' || indices.rank !== 1)
    throw new TensorError(`${op} takes a tensor with rows and int32 indices [n], but was given ${x} and ${indices}.`)
  return backend
}

function checkIndices(op: string, indices: Tensor, rows: number): void {
  checkNumbers(indices, (values) =>
    values.forEach((index, i) => {
      if (index < 0 || index >= rows)
        throw new TensorError(
          `${op} was given the index ${index} in position ${i}; there are ${rows} rows, numbered from 0.`,
        )
    }),
  )
}
