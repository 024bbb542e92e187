import { pow as float32 } from '@thinned/math'
import { pow as float64 } from '@thinned/math/float64'
import { type BinaryKernel, binaryKernel, type UnaryKernel, unaryKernel } from '../elementwise.ts'

/** out = a + b */
export const add: BinaryKernel = binaryKernel((out, start, step, a, aStart, aStep, b, bStart, bStep, n) => {
  for (let i = 0; i < n; i++) out[start + i * step] = a[aStart + i * aStep]! + b[bStart + i * bStep]!
})

/** out = a − b */
export const sub: BinaryKernel = binaryKernel((out, start, step, a, aStart, aStep, b, bStart, bStep, n) => {
  for (let i = 0; i < n; i++) out[start + i * step] = a[aStart + i * aStep]! - b[bStart + i * bStep]!
})

/** out = a · b; int32 keeps the low 32 bits of the product. */
export const mul: BinaryKernel = binaryKernel((out, start, step, a, aStart, aStep, b, bStart, bStep, n) => {
  if (out instanceof Int32Array) {
    for (let i = 0; i < n; i++) out[start + i * step] = Math.imul(a[aStart + i * aStep]!, b[bStart + i * bStep]!)
  } else {
    for (let i = 0; i < n; i++) out[start + i * step] = a[aStart + i * aStep]! * b[bStart + i * bStep]!
  }
})

/** out = a ÷ b (floats) */
export const div: BinaryKernel = binaryKernel((out, start, step, a, aStart, aStep, b, bStart, bStep, n) => {
  for (let i = 0; i < n; i++) out[start + i * step] = a[aStart + i * aStep]! / b[bStart + i * bStep]!
})

/** out = −x */
export const neg: UnaryKernel = unaryKernel((out, start, step, x, xStart, xStep, n) => {
  for (let i = 0; i < n; i++) {
    const value = x[xStart + i * xStep]!
    out[start + i * step] = -value
  }
})

/** out = |x| */
export const abs: UnaryKernel = unaryKernel((out, start, step, x, xStart, xStep, n) => {
  for (let i = 0; i < n; i++) {
    const value = x[xStart + i * xStep]!
    out[start + i * step] = Math.abs(value)
  }
})

/** out = x · x */
export const square: UnaryKernel = unaryKernel((out, start, step, x, xStart, xStep, n) => {
  for (let i = 0; i < n; i++) {
    const value = x[xStart + i * xStep]!
    out[start + i * step] = value * value
  }
})

/** out = √x, correctly rounded */
export const sqrt: UnaryKernel = unaryKernel((out, start, step, x, xStart, xStep, n) => {
  for (let i = 0; i < n; i++) {
    const value = x[xStart + i * xStep]!
    out[start + i * step] = Math.sqrt(value)
  }
})

/** out = a^b (floats), in the sequence of operations that `@thinned/math` documents; NaN where a < 0. */
export const pow: BinaryKernel = binaryKernel((out, start, step, a, aStart, aStep, b, bStart, bStep, n) => {
  const of = out instanceof Float32Array ? float32 : float64
  for (let i = 0; i < n; i++) {
    const base = a[aStart + i * aStep]!
    out[start + i * step] = base < 0 ? Number.NaN : of(base, b[bStart + i * bStep]!)
  }
})
