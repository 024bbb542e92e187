import { type BinaryKernel, binaryKernel } from '../elementwise.ts'

/** out = a · b; int32 keeps the low 32 bits of the product. */
export const mul: BinaryKernel = binaryKernel((out, at, step, a, aAt, aStep, b, bAt, bStep, n) => {
  if (out instanceof Int32Array) {
    for (let i = 0; i < n; i++) out[at + i * step] = Math.imul(a[aAt + i * aStep]!, b[bAt + i * bStep]!)
  } else {
    for (let i = 0; i < n; i++) out[at + i * step] = a[aAt + i * aStep]! * b[bAt + i * bStep]!
  }
})
