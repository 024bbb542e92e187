import { type UnaryKernel, unaryKernel } from '../elementwise.ts'

/** out = x where x > 0, else 0; NaN stays NaN */
export const relu: UnaryKernel = unaryKernel((out, at, step, x, xAt, xStep, n) => {
  for (let i = 0; i < n; i++) {
    const value = x[xAt + i * xStep]!
    out[at + i * step] = value > 0 || Number.isNaN(value) ? value : 0
  }
})
