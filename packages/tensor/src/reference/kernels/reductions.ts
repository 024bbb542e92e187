import { type ReduceKernel, reduceKernel } from '../reduction.ts'
import { sumFold } from '../sum-fold.ts'

/** The sum over the last `reduced` axes, each in the fixed order of `sumFold`. In float32 every addition is rounded to float32. */
export const sum: ReduceKernel = /* @__PURE__ */ reduceKernel(sumFold)

/** The largest element over the last `reduced` axes; NaN if one is NaN. The order does not matter. */
export const max: ReduceKernel = /* @__PURE__ */ reduceKernel((elements, n) => {
  let best = -Infinity
  for (let i = 0; i < n; i++) best = Math.max(best, elements[i]!)
  return best
})

/** The smallest element over the last `reduced` axes; NaN if one is NaN. The order does not matter. */
export const min: ReduceKernel = /* @__PURE__ */ reduceKernel((elements, n) => {
  let best = Infinity
  for (let i = 0; i < n; i++) best = Math.min(best, elements[i]!)
  return best
})

/** The row-major index (int32) of the largest element over the last `reduced` axes: the first among equals, the first NaN if there is one. */
export const argmax: ReduceKernel = /* @__PURE__ */ reduceKernel((elements, n) => {
  let best = 0
  for (let i = 1; i < n; i++) {
    const largest = elements[best]!
    if (elements[i]! > largest || (Number.isNaN(elements[i]) && !Number.isNaN(largest))) best = i
  }
  return best
})
