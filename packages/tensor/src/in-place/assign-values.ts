import { formatValue } from '@thinned/schema'
import { dtypeOf, type TypedArray } from '../dtype.ts'
import { checkTensor } from '../op-kit/check-tensor.ts'
import type { Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { isContiguous } from '../view.ts'

/**
 * Overwrites the elements of a tensor with those of a typed array of its dtype, row-major: the next batch, in the place of the one before.
 *
 * @throws {TensorError} where the array has another dtype or size, and on a view.
 * @example
 * ```ts
 * import { assignValues, zeros } from '@thinned/tensor'
 *
 * const batch = zeros([2, 2])
 * assignValues(batch, Float32Array.of(1, 2, 3, 4))
 * console.log(batch.readSync()) // Float32Array(4) [ 1, 2, 3, 4 ]
 * ```
 */
export function assignValues(target: Tensor, values: TypedArray): void {
  checkTensor('assignValues', target)
  const { buffer, dtype, size } = target
  if (dtypeOf(values) !== dtype || values.length !== size)
    throw new TensorError(
      `assignValues was given ${formatValue(values)} for ${target}; it takes a typed array of ${dtype} with ${size} elements.`,
    )
  if (buffer.storage.length !== size || !isContiguous(target.view) || (target.node && !target.node.isLeaf))
    throw new TensorError(
      `assignValues was given ${target}, which is a view or has a history; it takes a tensor that was created. Write assign(target, tensor(values)).`,
    )
  buffer.beforeWrite()
  buffer.backend.write(buffer.storage, values)
  buffer.version++
}
