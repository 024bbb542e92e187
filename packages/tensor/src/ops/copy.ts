import { record } from '../autograd/record.ts'
import { checkDType } from '../create-options.ts'
import { dispatch } from '../dispatch.ts'
import { type DType, isFloat } from '../dtype.ts'
import { checkTensor } from '../op-kit/check-tensor.ts'
import { allocate, Tensor } from '../tensor.ts'
import { isContiguous } from '../view.ts'

/**
 * A new handle on the same elements: the identity.
 *
 * @example
 * ```ts
 * import { alias, tensor } from '@thinned/tensor'
 *
 * const x = tensor([1, 2])
 * const handle = alias(x)
 * x.dispose()
 * console.log(handle.readSync()) // Float32Array(2) [ 1, 2 ]
 * ```
 */
export function alias(x: Tensor): Tensor {
  checkTensor('alias', x)
  return record(new Tensor(x.buffer, x.held), { op: 'alias', inputs: [x], backward: (grad) => [grad] })
}

/**
 * The same elements, dense and in row-major order: a new handle where they already are, else a copy.
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
  checkTensor('contiguous', x)
  if (isContiguous(x.view)) return alias(x)
  const out = allocate(x.backend, x.dtype, x.shape)
  dispatch(x.backend, 'copy', out.view, x.view)
  return record(out, { op: 'contiguous', inputs: [x], backward: (grad) => [grad] })
}

/**
 * The elements converted to `dtype`, as assignment to its typed array converts them. Gradients flow between floats only.
 *
 * @example
 * ```ts
 * import { cast, tensor } from '@thinned/tensor'
 *
 * console.log(cast(tensor([1.9, -1.9]), 'int32').readSync()) // Int32Array(2) [ 1, -1 ]
 * ```
 */
export function cast(x: Tensor, dtype: DType): Tensor {
  checkTensor('cast', x)
  checkDType('cast', dtype)
  if (x.dtype === dtype) return alias(x)
  const out = allocate(x.backend, dtype, x.shape)
  dispatch(x.backend, 'copy', out.view, x.view)
  const from = x.dtype
  return isFloat(dtype) ? record(out, { op: 'cast', inputs: [x], backward: (grad) => [cast(grad, from)] }) : out
}
