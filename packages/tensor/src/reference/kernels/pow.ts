import { pow as float32 } from '@thinned/math'
import { pow as float64 } from '@thinned/math/float64'
import { type BinaryKernel, binaryKernel } from '../elementwise.ts'

/** out = a^b (floats), in the sequence of operations that `@thinned/math` documents; NaN where a < 0. */
export const pow: BinaryKernel = binaryKernel((out, at, step, a, aAt, aStep, b, bAt, bStep, n) => {
  const of = out instanceof Float32Array ? float32 : float64
  for (let i = 0; i < n; i++) {
    const base = a[aAt + i * aStep]!
    out[at + i * step] = base < 0 ? Number.NaN : of(base, b[bAt + i * bStep]!)
  }
})
