import { alias, dropout, type Tensor } from '@thinned/tensor'

/** Zeros of x's shape, with a gradient of zeros, whatever x is. */
export function zerosLike(x: Tensor): Tensor {
  return dropout(x, { key: [0, 0], keep: 0 })
}

/** The result of every variant at the ends: x at keep 1, zeros at keep 0, undefined between them. */
export function resultAtEnds(x: Tensor, keep: number): Tensor | undefined {
  if (keep === 1) return alias(x)
  return keep === 0 ? zerosLike(x) : undefined
}
