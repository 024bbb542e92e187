import { checkAssignable } from './assign.ts'
import { dispatch } from './dispatch.ts'
import { checkFloat } from './operands.ts'
import { formatShape } from './shape.ts'
import type { Tensor } from './tensor.ts'
import { TensorError } from './tensor-error.ts'
import { isContiguous } from './view.ts'

/**
 * Scales back, in place, what a unit's incoming weights exceed a Euclidean norm by: of a dense tensor of floats [kernel…, in, out], the slices
 * over all axes but the last whose norm is above `limit` (> 0) get that norm.
 *
 * @example
 * ```ts
 * import { assignMaxNorm, tensor } from '@thinned/tensor'
 *
 * const weight = tensor([[3, 0.5], [4, 0.5]])
 * assignMaxNorm(weight, 2.5)
 * console.log(weight.readSync()) // Float32Array(4) [ 1.5, 0.5, 2, 0.5 ]
 * ```
 */
export function assignMaxNorm(target: Tensor, limit: number): void {
  checkFloat('assignMaxNorm', target)
  const backend = checkAssignable('assignMaxNorm', target, [target])
  const { view, rank, size, shape } = target
  if (rank < 2 || !isContiguous(view) || !(limit > 0 && limit < Infinity))
    throw new TensorError(
      `assignMaxNorm was given ${formatShape(shape)} and the limit ${limit}; it takes a dense tensor of two axes or more, and a number above 0.`,
    )
  const columns = shape.at(-1)!
  if (size === 0) return
  const matrix = { ...view, shape: [size / columns, columns], strides: [columns, 1] }
  dispatch(backend, 'maxNorm', matrix, matrix, limit)
  target.buffer.version++
}
