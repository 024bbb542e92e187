import { formatValue } from '@thinned/schema'
import { scope } from '../memory/scope.ts'
import { checkTensors } from '../op-kit/check-tensor.ts'
import { commonBackend, commonDType } from '../op-kit/operands.ts'
import { formatShape } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { concat } from './concat.ts'
import { reshape } from './reshape.ts'

/**
 * Tensors of one shape joined along a new axis. Negative axes count from the end of the result's axes.
 *
 * @example
 * ```ts
 * import { stack, tensor } from '@thinned/tensor'
 *
 * const rows = [tensor([1, 2]), tensor([3, 4])]
 * console.log(stack(rows).shape, stack(rows, -1).readSync()) // [ 2, 2 ] Float32Array(4) [ 1, 3, 2, 4 ]
 * ```
 */
export function stack(tensors: readonly Tensor[], axis = 0): Tensor {
  checkTensors('stack', tensors)
  const first = tensors[0]
  if (!first) throw new TensorError('stack was given no tensors; it takes one or more.')
  const { rank } = first
  if (!Number.isInteger(axis) || axis < -rank - 1 || axis > rank) {
    throw new TensorError(
      `stack was given axis ${formatValue(axis)}; tensors of rank ${rank} can be stacked along ${-rank - 1} to ${rank}.`,
    )
  }
  const other = tensors.find(({ shape }) => formatShape(shape) !== formatShape(first.shape))
  if (other) {
    throw new TensorError(
      `stack was given ${formatShape(first.shape)} and ${formatShape(other.shape)}; all shapes are equal.`,
    )
  }
  commonBackend('stack', tensors)
  commonDType('stack', tensors)
  const along = axis < 0 ? axis + rank + 1 : axis
  const shape = first.shape.toSpliced(along, 0, 1)
  return scope(() =>
    concat(
      tensors.map((x) => reshape(x, shape)),
      along,
    ),
  )
}
