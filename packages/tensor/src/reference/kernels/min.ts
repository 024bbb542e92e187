import { type ReduceKernel, reduceKernel } from '../reduction.ts'

/** The smallest element over the last `reduced` axes; NaN if one is NaN. The order does not matter. */
export const min: ReduceKernel = /* @__PURE__ */ reduceKernel((elements, n) => {
  let best = Infinity
  for (let i = 0; i < n; i++) best = Math.min(best, elements[i]!)
  return best
})
