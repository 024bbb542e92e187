import { type UnaryKernel, unaryKernel } from '../elementwise.ts'

/** out = x, converted to the dtype of out as assignment to its typed array does */
export const copy: UnaryKernel = unaryKernel((out, at, step, x, xAt, xStep, n) => {
  for (let i = 0; i < n; i++) {
    const value = x[xAt + i * xStep]!
    out[at + i * step] = value
  }
})
