import { type UnaryKernel, unaryKernel } from '../elementwise.ts'

/** out = |x| */
export const abs: UnaryKernel = unaryKernel((out, at, step, x, xAt, xStep, n) => {
  for (let i = 0; i < n; i++) {
    const value = x[xAt + i * xStep]!
    out[at + i * step] = Math.abs(value)
  }
})
