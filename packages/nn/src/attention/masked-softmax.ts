import { scope, softmax, type Tensor, where } from '@thinned/tensor'

/**
 * e^x / Σ e^x along the last axis, over the places where the mask (uint8, broadcast) is not 0; the others are exactly 0, in value and in gradient,
 * and so are all where the mask leaves none.
 */
export function maskedSoftmax(x: Tensor, mask?: Tensor): Tensor {
  if (!mask) return softmax(x)
  return scope(() => where(mask, softmax(where(mask, x, Number.NEGATIVE_INFINITY)), 0))
}
