/** The ends keep 0 and keep 1, where no variant draws, and where a pass needs no key. */
import type { Pass } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { alias, dropout, type MaskOptions, type Tensor } from '@thinned/tensor'

/** Zeros of x's shape, with a gradient of zeros, whatever x is. */
export function zerosLike(x: Tensor): Tensor {
  return dropout(x, { key: [0, 0], keep: 0 })
}

/** The result of every variant at the ends: x at keep 1, zeros at keep 0, undefined between them. */
export function resultAtEnds(x: Tensor, keep: number): Tensor | undefined {
  if (keep === 1) return alias(x)
  return keep === 0 ? zerosLike(x) : undefined
}

/** The options of this pass's mask. Only a draw derives the key. */
export function maskOptions(pass: Pass, options: Omit<MaskOptions, 'key'>): MaskOptions {
  return {
    ...options,
    get key() {
      return foldIn(pass.key, 'mask')
    },
  }
}
