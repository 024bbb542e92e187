import { type BinaryKernel, binaryKernel } from '../elementwise.ts'

/** out = a − b */
export const sub: BinaryKernel = binaryKernel((out, at, step, a, aAt, aStep, b, bAt, bStep, n) => {
  for (let i = 0; i < n; i++) out[at + i * step] = a[aAt + i * aStep]! - b[bAt + i * bStep]!
})
