import { resolveAxis } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { slice } from './slice.ts'

/**
 * The parts of x along one axis, as views: into so many equal parts, or into parts of these sizes, which add up to its extent.
 */
export function split(x: Tensor, parts: number | readonly number[], axis = 0): Tensor[] {
  const along = resolveAxis('split', axis, x.rank)
  const extent = x.shape[along]!
  const sizes = typeof parts === 'number' ? equalParts(x, along, parts) : parts
  if (!sizes.every((size) => Number.isInteger(size) && size >= 0) || sizes.reduce((a, b) => a + b, 0) !== extent) {
    throw new TensorError(
      `split was given the sizes ${sizes.join(', ')} for axis ${axis} of ${x}; they are integers from 0 that add up to ${extent}.`,
    )
  }
  let start = 0
  return sizes.map((size) => {
    start += size
    return slice(x, along, start - size, start)
  })
}

function equalParts(x: Tensor, axis: number, count: number): number[] {
  const extent = x.shape[axis]!
  if (!Number.isInteger(count) || count < 1 || extent % count !== 0) {
    throw new TensorError(
      `split was given ${count} parts for axis ${axis} of ${x}; the extent ${extent} must be a multiple of it, or name the sizes: [a, b, …].`,
    )
  }
  return new Array<number>(count).fill(extent / count)
}
