import { record } from '../autograd/record.ts'
import { dispatch } from '../dispatch.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { isContiguous } from '../view.ts'
import { alias } from './alias.ts'

/**
 * The same elements laid out densely in row-major order: a new handle where they already are, else a copy.
 *
 * @example
 * ```ts
 * import { contiguous, tensor, transpose } from '@thinned/tensor'
 *
 * const x = transpose(tensor([[1, 2], [3, 4]]))
 * console.log(x.strides, contiguous(x).strides) // [ 1, 2 ] [ 2, 1 ]
 * ```
 */
export function contiguous(x: Tensor): Tensor {
  if (isContiguous(x.view)) return alias(x)
  const out = allocate(x.backend, x.dtype, x.shape)
  dispatch(x.backend, 'copy', out.view, x.view)
  return record(out, { op: 'contiguous', inputs: [x], backward: (grad) => [grad] })
}
