import { alias } from '../ops/copy.ts'
import type { Tensor } from '../tensor.ts'
import { giveTo } from './scope-stack.ts'

/**
 * A second handle on the same elements, history included, that no scope drops: the caller disposes of it. For listeners, which see tensors of
 * scopes that others opened, at any depth; for the current scope `keepTensor` is enough.
 *
 * @example
 * ```ts
 * import { retain, scope, square, sum, tensor } from '@thinned/tensor'
 *
 * let squaresOfScope = tensor(0)
 * const total = scope(() => {
 *   const squares = square(tensor([1, 2, 3]))
 *   squaresOfScope = retain(squares)
 *   return sum(squares)
 * })
 * console.log(total.readSync()[0], squaresOfScope.readSync()) // 14 Float32Array(3) [ 1, 4, 9 ]
 * squaresOfScope.dispose()
 * ```
 */
export function retain(x: Tensor): Tensor {
  const handle = alias(x)
  giveTo(undefined, handle)
  return handle
}
