import { checkTensor } from '../op-kit/check-tensor.ts'
import type { Tensor } from '../tensor.ts'

/**
 * Lets the garbage collector free the memory of a tensor that the program drops without `dispose`; returns the tensor. For what lives as long as
 * its model: leaves of the graph, moved tensors and the state of layers have it. The collector runs when it likes, and only between two tasks of
 * the event loop, so a loop that makes many tensors must still dispose of them.
 *
 * @example
 * ```ts
 * import { reclaim, zeros } from '@thinned/tensor'
 *
 * const model = { average: reclaim(zeros([8])) }
 * console.log(model.average.shape) // [ 8 ]
 * ```
 */
export function reclaim<T extends Tensor>(x: T): T {
  checkTensor('reclaim', x)
  x.buffer.reclaim()
  return x
}
