import { dispatch } from '../dispatch.ts'
import { checkTensor } from '../op-kit/check-tensor.ts'
import { sum } from '../ops/sum.ts'
import { allocate, type Tensor } from '../tensor.ts'

/**
 * A scalar that tells whether x is finite, for a check of gradients: where it is finite, so are all elements of x. It is the sum of
 * the elements; of a gradient that waits for its first reader, it is a bound of what they can be, so that asking does not compute them. Where
 * it is not finite, some element may not be, or the sum or the bound alone is beyond the range: read the elements then.
 *
 * @example
 * ```ts
 * import { sumOrBound, tensor } from '@thinned/tensor'
 *
 * console.log(sumOrBound(tensor([1, 2])).readSync()) // Float32Array(1) [ 3 ]
 * console.log(sumOrBound(tensor([1, Infinity])).readSync()) // Float32Array(1) [ Infinity ]
 * ```
 */
export function sumOrBound(x: Tensor): Tensor {
  checkTensor('sumOrBound', x)
  const { backend, dtype } = x
  const { deferred } = x.held.buffer
  if (!deferred || !backend.kernels.productBound) return sum(x)
  const [a, b] = deferred.operands
  const out = allocate(backend, dtype, [])
  dispatch(backend, 'productBound', out.view, a.view, b.view)
  return out
}
