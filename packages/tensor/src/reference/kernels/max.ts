import { type ReduceKernel, reduceKernel } from '../reduction.ts'

/** The largest element over the last `reduced` axes; NaN if one is NaN. The order does not matter. */
export const max: ReduceKernel = /* @__PURE__ */ reduceKernel((elements, n) => {
  let best = -Infinity
  for (let i = 0; i < n; i++) best = Math.max(best, elements[i]!)
  return best
})
