import { cos as cosOf, sin as sinOf } from '@thinned/math'
import type { View } from '@thinned/tensor'
import { emitUnary, type Unary, type UnaryLanes } from '../elementwise/unary-binary.ts'
import type { Module } from '../emit/module.ts'
import { erf as erfSequence } from '../functions/erf.ts'
import { exp as expLanes, log as logLanes } from '../functions/float32.ts'
import { expm1 as expm1Lanes, log1p as log1pLanes } from '../functions/float64.ts'
import { eachVector, emitRounded } from '../functions/round-once.ts'
import { sinOfQuadrant } from '../functions/sin-cos.ts'
import type { EmitKernel } from '../kernel.ts'
import { REFUSED } from '../layout.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'

// Every function follows the sequence of operations that `@thinned/math` documents.

/** out = e^x */
export const exp: EmitKernel<'exp'> = (module) => emitUnary(module, 'exp', expLanes)

/** out = e^x − 1 */
export const expm1: EmitKernel<'expm1'> = (module) =>
  emitUnary(module, 'expm1', emitRounded(module, 'expm1', eachVector(expm1Lanes)))

/** out = ln x */
export const log: EmitKernel<'log'> = (module) => emitUnary(module, 'log', logLanes)

/** out = ln(1 + x) */
export const log1p: EmitKernel<'log1p'> = (module) =>
  emitUnary(module, 'log1p', emitRounded(module, 'log1p', eachVector(log1pLanes)))

/** out = erf(x) */
export const erf: EmitKernel<'erf'> = (module) => emitUnary(module, 'erf', emitRounded(module, 'erf', erfSequence))

/** out = sin(x). |x| above 8192 is an error. */
export const sin: EmitKernel<'sin'> = (module) =>
  emitWithDomain(module, 'sin', emitRounded(module, 'sin', sinOfQuadrant(0)), sinOf)

/** out = cos(x). |x| above 8192 is an error. */
export const cos: EmitKernel<'cos'> = (module) =>
  emitWithDomain(module, 'cos', emitRounded(module, 'cos', sinOfQuadrant(1)), cosOf)

/** Emits a function that sets REFUSED outside of its domain. Then `scalar` is called with each operand, and throws its error. */
function emitWithDomain(module: Module, name: string, lanes: UnaryLanes, scalar: (x: number) => number): Unary {
  const apply = emitUnary(module, name, lanes)
  return (runtime, out, x) => {
    runtime.reads(name)
    runtime.i32[REFUSED >> 2] = 0
    // The kernel overwrites x where `out` is x, so the operands are read before.
    const copy = x.storage === out.storage ? elementsOf(runtime, x) : undefined
    apply(runtime, out, x)
    if (runtime.i32[REFUSED >> 2] !== 0) for (const value of copy ?? elementsOf(runtime, x)) scalar(value)
  }
}

/** The elements in row-major order. */
function elementsOf(runtime: Runtime, view: View): number[] {
  const { shape, strides } = view
  let indices = [addressOf(view) >>> 2]
  shape.forEach((extent, axis) => {
    indices = indices.flatMap((index) => Array.from({ length: extent }, (_, i) => index + i * strides[axis]!))
  })
  return indices.map((index) => runtime.f32[index]!)
}
