import { record } from '../autograd/record.ts'
import { Tensor } from '../tensor.ts'

/** A new handle on the same elements: the identity. */
export function alias(x: Tensor): Tensor {
  return record(new Tensor(x.buffer, x.view), { op: 'alias', inputs: [x], backward: (grad) => [grad] })
}
