import { record } from '../autograd/record.ts'
import { Tensor } from '../tensor.ts'

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
  return record(new Tensor(x.buffer, x.view), { op: 'alias', inputs: [x], backward: (grad) => [grad] })
}
