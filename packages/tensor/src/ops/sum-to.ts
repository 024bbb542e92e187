import { type Shape, sameShape } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import { alias } from './alias.ts'
import { reshape } from './reshape.ts'
import { sum } from './sum.ts'

/** Undoes broadcasting: sums over the axes along which `shape` was stretched to x's. Used by gradients. */
export function sumTo(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return alias(x)
  const lead = x.rank - shape.length
  const axes = x.shape.flatMap((extent, axis) =>
    axis < lead || (shape[axis - lead] === 1 && extent !== 1) ? [axis] : [],
  )
  return reshape(sum(x, axes), shape)
}
