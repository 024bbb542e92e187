import { record } from '../autograd/record.ts'
import { dispatch } from '../dispatch.ts'
import { checkTensors } from '../op-kit/check-tensor.ts'
import { commonBackend, commonDType } from '../op-kit/operands.ts'
import { formatShape, resolveAxis } from '../shape.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { sliceView } from '../view.ts'
import { slice } from './slice.ts'

/**
 * Tensors joined along an axis; the extents of all other axes are equal.
 *
 * @example
 * ```ts
 * import { concat, tensor } from '@thinned/tensor'
 *
 * console.log(concat([tensor([[1], [2]]), tensor([[3], [4]])], 1).readSync()) // Float32Array(4) [ 1, 3, 2, 4 ]
 * ```
 */
export function concat(tensors: readonly Tensor[], axis = 0): Tensor {
  checkTensors('concat', tensors)
  const first = tensors[0]
  if (!first) throw new TensorError('concat was given no tensors; it takes one or more.')
  const along = resolveAxis('concat', axis, first.rank)
  const backend = commonBackend('concat', tensors)
  const dtype = commonDType('concat', tensors)
  for (const [i, { shape }] of tensors.entries()) {
    if (shape.length !== first.rank || shape.some((extent, axis) => axis !== along && extent !== first.shape[axis])) {
      throw new TensorError(
        `concat was given ${formatShape(first.shape)} first and ${formatShape(shape)} in position ${i}; along axis ${axis} extents may differ, all others are equal.`,
      )
    }
  }
  const ends: number[] = []
  for (const { shape } of tensors) ends.push((ends.at(-1) ?? 0) + shape[along]!)
  const starts = [0, ...ends]
  const out = allocate(backend, dtype, first.shape.with(along, ends.at(-1)!))
  for (const [i, { view }] of tensors.entries())
    dispatch(backend, 'copy', sliceView(out.view, along, starts[i]!, ends[i]!), view)
  return record(out, {
    op: 'concat',
    inputs: tensors,
    backward: (grad, _, needs) => ends.map((end, i) => (needs[i] ? slice(grad, along, starts[i]!, end) : undefined)),
  })
}
