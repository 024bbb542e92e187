import { type ReduceKernel, reduceKernel } from '../reduction.ts'
import { sumFold } from '../sum-fold.ts'

/** The sum over the last `reduced` axes, each in the fixed order of `sumFold`. In float32 every addition is rounded to float32. */
export const sum: ReduceKernel = /* @__PURE__ */ reduceKernel(sumFold)
