import { type UnaryKernel, unaryKernel } from '../elementwise.ts'

/** out = √x, correctly rounded */
export const sqrt: UnaryKernel = unaryKernel((out, at, step, x, xAt, xStep, n) => {
  for (let i = 0; i < n; i++) {
    const value = x[xAt + i * xStep]!
    out[at + i * step] = Math.sqrt(value)
  }
})
