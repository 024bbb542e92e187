import type { Pass } from '@thinned/nn'
import { type Shape, sizeOf } from '@thinned/tensor'

/**
 * Where the draws of a tensor [batch, …] begin in a stream that has its elements one after another: example r at r times the size of an example. Below
 * rank 2 there is no batch, and it begins at 0.
 */
export function streamStart(shape: Shape, { row }: Pass): number | readonly number[] {
  if (shape.length < 2) return 0
  const size = sizeOf(shape.slice(1))
  return typeof row === 'number' ? row * size : row.map((one) => one * size)
}
