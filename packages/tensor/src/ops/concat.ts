import { record } from '../autograd/record.ts'
import { dispatch } from '../dispatch.ts'
import { commonBackend, commonDType } from '../op-kit/operands.ts'
import { formatShape, resolveAxis } from '../shape.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { windowOf } from '../view.ts'
import { slice } from './slice.ts'

/**
 * Tensors one after another along an axis; the other axes agree.
 *
 * @example
 * ```ts
 * import { concat, tensor } from '@thinned/tensor'
 *
 * console.log(concat([tensor([[1], [2]]), tensor([[3], [4]])], 1).readSync()) // Float32Array(4) [ 1, 3, 2, 4 ]
 * ```
 */
export function concat(tensors: readonly Tensor[], axis = 0): Tensor {
  const first = tensors[0]
  if (!first) throw new TensorError('concat was given no tensors; it needs one at least.')
  const along = resolveAxis('concat', axis, first.rank)
  const backend = commonBackend('concat', tensors)
  const dtype = commonDType('concat', tensors)
  for (const [at, { shape }] of tensors.entries()) {
    if (shape.length !== first.rank || shape.some((extent, i) => i !== along && extent !== first.shape[i])) {
      throw new TensorError(
        `concat was given ${formatShape(first.shape)} first and ${formatShape(shape)} at place ${at}; along axis ${axis} extents may differ, all others are equal.`,
      )
    }
  }
  const ends: number[] = []
  for (const { shape } of tensors) ends.push((ends.at(-1) ?? 0) + shape[along]!)
  const starts = [0, ...ends]
  const out = allocate(backend, dtype, first.shape.with(along, ends.at(-1)!))
  for (const [at, { view }] of tensors.entries())
    dispatch(backend, 'copy', windowOf(out.view, along, starts[at]!, ends[at]!), view)
  return record(out, {
    op: 'concat',
    inputs: tensors,
    backward: (grad, _, needs) => ends.map((end, at) => (needs[at] ? slice(grad, along, starts[at]!, end) : undefined)),
  })
}
