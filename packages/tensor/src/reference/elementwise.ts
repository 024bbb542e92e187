import type { TypedArray } from '../dtype.ts'
import type { View } from '../view.ts'
import { forEachRun } from './runs.ts'
import { valuesOf } from './storage.ts'

/** A kernel of one operand, broadcast to the shape of `out`. */
export type UnaryKernel = (out: View, x: View) => void

/** A kernel of two operands, both broadcast to the shape of `out`. */
export type BinaryKernel = (out: View, a: View, b: View) => void

/**
 * The inner loop of a kernel, over one run of n elements. Each kernel has a separate loop, so that the engine sees
 * one operation per loop. Assigning to a Float32Array rounds to float32, which for + − × ÷ √ of float32 operands is the
 * correctly rounded float32 result.
 */
export type UnaryLoop = (
  out: TypedArray,
  start: number,
  step: number,
  x: TypedArray,
  xStart: number,
  xStep: number,
  n: number,
) => void

export type BinaryLoop = (
  out: TypedArray,
  start: number,
  step: number,
  a: TypedArray,
  aStart: number,
  aStep: number,
  b: TypedArray,
  bStart: number,
  bStep: number,
  n: number,
) => void

export function unaryKernel(loop: UnaryLoop): UnaryKernel {
  return (out, x) => {
    const to = valuesOf(out.storage)
    const from = valuesOf(x.storage)
    forEachRun([out, x], (starts, steps, n) => {
      loop(to, starts[0]!, steps[0]!, from, starts[1]!, steps[1]!, n)
    })
  }
}

export function binaryKernel(loop: BinaryLoop): BinaryKernel {
  return (out, a, b) => {
    const to = valuesOf(out.storage)
    const left = valuesOf(a.storage)
    const right = valuesOf(b.storage)
    forEachRun([out, a, b], (starts, steps, n) => {
      loop(to, starts[0]!, steps[0]!, left, starts[1]!, steps[1]!, right, starts[2]!, steps[2]!, n)
    })
  }
}

/**
 * A kernel that applies an elementary function: the float32 one of `@thinned/math`, or the float64 one where the
 * operand is float64.
 */
export function functionKernel(float32: (x: number) => number, float64: (x: number) => number): UnaryKernel {
  return unaryKernel((out, start, step, x, xStart, xStep, n) => {
    const apply = out instanceof Float64Array ? float64 : float32
    for (let i = 0; i < n; i++) out[start + i * step] = apply(x[xStart + i * xStep]!)
  })
}
