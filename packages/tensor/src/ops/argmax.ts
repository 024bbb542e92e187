import { reduceAxes } from '../reduce.ts'
import type { Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'

/**
 * The index (int32) of the largest element along one axis, which disappears: the first among equals. Carries no gradient.
 *
 * @example
 * ```ts
 * import { argmax, tensor } from '@thinned/tensor'
 *
 * console.log(argmax(tensor([[1, 9, 3], [7, 5, 7]])).readSync()) // Int32Array(2) [ 1, 0 ]
 * ```
 */
export function argmax(x: Tensor, axis = -1): Tensor {
  const { out, axes } = reduceAxes('argmax', x, axis, 'int32')
  if (x.shape[axes[0]!] === 0) {
    out.dispose()
    throw new TensorError(`argmax was given ${x}, whose axis ${axis} is empty; there is no largest element.`)
  }
  return out
}
