import { div, equal, exp, greater, max, noGrad, reshape, scope, sub, sum, type Tensor, where } from '@thinned/tensor'

/**
 * e^x / Σ e^x along the last axis, over the places where the mask (uint8, broadcast) is not 0; the others are exactly 0, in value and in gradient,
 * and so are all where the mask leaves none.
 */
export function maskedSoftmax(x: Tensor, mask?: Tensor): Tensor {
  const column = x.shape.with(-1, 1)
  return scope(() => {
    const seen = mask ? where(mask, x, Number.NEGATIVE_INFINITY) : x
    const shift = noGrad(() => {
      const largest = reshape(max(seen, -1), column)
      return mask ? where(equal(largest, Number.NEGATIVE_INFINITY), 0, largest) : largest
    })
    const powers = exp(sub(seen, shift))
    const total = reshape(sum(powers, -1), column)
    return div(powers, mask ? where(greater(total, 0), total, 1) : total)
  })
}
