import { record } from '../autograd/record.ts'
import { dispatch } from '../dispatch.ts'
import { type DType, isFloat } from '../dtype.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { alias } from './alias.ts'

/**
 * The elements converted as assignment to the typed array of `dtype` does. Gradients flow between floats only.
 *
 * @example
 * ```ts
 * import { cast, tensor } from '@thinned/tensor'
 *
 * console.log(cast(tensor([1.9, -1.9]), 'int32').readSync()) // Int32Array(2) [ 1, -1 ]
 * ```
 */
export function cast(x: Tensor, dtype: DType): Tensor {
  if (x.dtype === dtype) return alias(x)
  const out = allocate(x.backend, dtype, x.shape)
  dispatch(x.backend, 'copy', out.view, x.view)
  const from = x.dtype
  return isFloat(dtype) ? record(out, { op: 'cast', inputs: [x], backward: (grad) => [cast(grad, from)] }) : out
}
