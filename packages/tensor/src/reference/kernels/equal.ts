import { type BinaryKernel, binaryKernel } from '../elementwise.ts'

/** out = 1 where a = b, else 0 (uint8) */
export const equal: BinaryKernel = binaryKernel((out, at, step, a, aAt, aStep, b, bAt, bStep, n) => {
  for (let i = 0; i < n; i++) out[at + i * step] = a[aAt + i * aStep]! === b[bAt + i * bStep]! ? 1 : 0
})
