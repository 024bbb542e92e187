import { alias } from '../ops/copy.ts'
import type { Tensor } from '../tensor.ts'
import { giveTo } from './scope-stack.ts'

/**
 * A further handle on the same elements, history included, that no scope drops: the caller disposes of it. For what is heard of tensors
 * made in scopes that others opened, however deep; in a scope of one's own, `keep` is enough.
 *
 * @example
 * ```ts
 * import { retain, scope, square, sum, tensor } from '@thinned/tensor'
 *
 * let heard = tensor(0)
 * const total = scope(() => {
 *   const squares = square(tensor([1, 2, 3]))
 *   heard = retain(squares)
 *   return sum(squares)
 * })
 * console.log(total.readSync()[0], heard.readSync()) // 14 Float32Array(3) [ 1, 4, 9 ]
 * heard.dispose()
 * ```
 */
export function retain(x: Tensor): Tensor {
  const handle = alias(x)
  giveTo(undefined, handle)
  return handle
}
