import { formatValue } from '@thinned/schema'
import type { BackwardRule } from '../autograd/graph-node.ts'
import { record } from '../autograd/record.ts'
import { dispatch } from '../dispatch.ts'
import { checkTensor } from '../op-kit/check-tensor.ts'
import { formatShape, resolveAxis } from '../shape.ts'
import { filled, Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { sliceView, type View } from '../view.ts'
import { alias } from './copy.ts'

/**
 * The parts of x along one axis, as views: a number of equal parts, or parts of the listed sizes, which add up to the extent. Backward writes
 * the gradients of all parts into one tensor, so that many parts cost no more than few.
 *
 * @example
 * ```ts
 * import { arange, split } from '@thinned/tensor'
 *
 * console.log(split(arange(6), 3).map((part) => part.shape)) // [ [ 2 ], [ 2 ], [ 2 ] ]
 * console.log(split(arange(6), [1, 5])[1].readSync()) // Int32Array(5) [ 1, 2, 3, 4, 5 ]
 * ```
 */
export function split(x: Tensor, parts: number | readonly number[], axis = 0): Tensor[] {
  checkTensor('split', x)
  const along = resolveAxis('split', axis, x.rank)
  const extent = x.shape[along]!
  const sizes = typeof parts === 'number' ? equalParts(x, along, parts) : parts
  if (!Array.isArray(sizes))
    throw new TensorError(
      `split was given the parts ${formatValue(parts)}; it takes their number, or a list of their sizes.`,
    )
  if (!sizes.every((size) => Number.isInteger(size) && size >= 0) || sizes.reduce((a, b) => a + b, 0) !== extent) {
    throw new TensorError(
      `split was given the sizes ${formatShape(sizes).slice(1, -1)} for axis ${axis} of ${x}; they are integers from 0 that add up to ${extent}.`,
    )
  }
  const source = alias(x)
  const gradientOf = joinGradients(x, along)
  let end = 0
  const views = sizes.map((size) => {
    const start = end
    end += size
    const part = new Tensor(x.buffer, sliceView(x.view, along, start, end))
    return record(part, { op: 'split', inputs: [source], backward: gradientOf(start, end) })
  })
  source.dispose()
  return views
}

/**
 * Writes the gradients of the parts into one gradient of x. Backward visits all parts before x: the first of them allocates the tensor and
 * contributes it, the others write into it.
 */
function joinGradients({ shape }: Tensor, axis: number): (start: number, end: number) => BackwardRule {
  let gradient: View | undefined
  return (start, end) => (grad) => {
    const allocated = gradient ? undefined : filled(shape, 0, grad.dtype, grad.backend)
    gradient ??= allocated!.view
    if (grad.size > 0) dispatch(grad.backend, 'copy', sliceView(gradient, axis, start, end), grad.view)
    return [allocated]
  }
}

function equalParts(x: Tensor, axis: number, count: number): number[] {
  const extent = x.shape[axis]!
  if (!Number.isInteger(count) || count < 1 || extent % count !== 0) {
    throw new TensorError(
      `split was given ${formatValue(count)} parts for axis ${axis} of ${x}; the extent ${extent} must be a multiple of it, or name the sizes: [a, b, …].`,
    )
  }
  return new Array<number>(count).fill(extent / count)
}
