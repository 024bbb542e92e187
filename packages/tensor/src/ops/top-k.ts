import { formatValue } from '@thinned/schema'
import { arange } from '../create.ts'
import { dispatch } from '../dispatch.ts'
import { scope } from '../memory/scope.ts'
import { checkTensor } from '../op-kit/check-tensor.ts'
import { resolveAxis, sizeOf } from '../shape.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { add, mul } from './arithmetic.ts'
import { gather } from './gather.ts'
import { reshape } from './reshape.ts'
import { transpose } from './transpose.ts'

export interface TopK {
  /** The k largest elements, the largest first. Each hands its gradient to the element of x. */
  readonly values: Tensor
  /** Their indices on the axis (int32). */
  readonly indices: Tensor
}

/**
 * The k largest elements along one axis (default: the last), which becomes k long: the largest first, among equals the lower index first; NaN
 * counts as larger than every number. Floats and int32.
 *
 * @throws {TensorError} where k is no integer from 1 to the extent of the axis.
 *
 * @example
 * ```ts
 * import { tensor, topK } from '@thinned/tensor'
 *
 * const { values, indices } = topK(tensor([3, 1, 4, 1, 5]), 2)
 * console.log(values.readSync(), indices.readSync()) // Float32Array(2) [ 5, 4 ] Int32Array(2) [ 4, 2 ]
 * ```
 */
export function topK(x: Tensor, k: number, axis = -1): TopK {
  checkTensor('topK', x)
  if (x.dtype === 'uint8')
    throw new TensorError(`topK takes floats and int32, but was given ${x}. Convert it: \`cast(tensor, 'int32')\`.`)
  const along = resolveAxis('topK', axis, x.rank)
  const extent = x.shape[along]!
  if (!Number.isInteger(k) || k < 1 || k > extent)
    throw new TensorError(
      `topK was given k = ${formatValue(k)} for axis ${axis} of ${x}; it takes an integer from 1 to the extent, ${extent}.`,
    )
  const order = [...x.shape.keys()].toSpliced(along, 1).concat(along)
  const inverse = [...order.keys()].map((axis) => order.indexOf(axis))
  return scope(() => {
    const rows = transpose(x, order)
    const shape = rows.shape.with(-1, k)
    const indices = allocate(x.backend, 'int32', shape)
    dispatch(x.backend, 'topK', indices.view, rows.view)
    const count = sizeOf(shape) / k
    const starts = mul(reshape(arange(count, { backend: x.backend }), [count, 1]), extent)
    const flatIndices = add(reshape(indices, [count, k]), starts)
    const values = reshape(gather(reshape(rows, [-1]), reshape(flatIndices, [-1])), shape)
    return { values: transpose(values, inverse), indices: transpose(indices, inverse) }
  })
}
