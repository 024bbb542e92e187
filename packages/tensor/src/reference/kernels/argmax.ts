import { type ReduceKernel, reduceKernel } from '../reduction.ts'

/** The row-major index (int32) of the largest element over the last `reduced` axes: the first among equals, the first NaN if there is one. */
export const argmax: ReduceKernel = /* @__PURE__ */ reduceKernel((elements, n) => {
  let best = 0
  for (let i = 1; i < n; i++) {
    const held = elements[best]!
    if (elements[i]! > held || (Number.isNaN(elements[i]) && !Number.isNaN(held))) best = i
  }
  return best
})
