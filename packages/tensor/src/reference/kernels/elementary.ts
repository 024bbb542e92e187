import * as float32 from '@thinned/math'
import * as float64 from '@thinned/math/float64'
import { functionKernel, type UnaryKernel } from '../elementwise.ts'

// Each kernel repeats the sequence of operations that `@thinned/math` documents for its function and dtype.

/** out = eˣ */
export const exp: UnaryKernel = functionKernel(float32.exp, float64.exp)

/** out = eˣ − 1 */
export const expm1: UnaryKernel = functionKernel(float32.expm1, float64.expm1)

/** out = ln x */
export const log: UnaryKernel = functionKernel(float32.log, float64.log)

/** out = ln(1 + x) */
export const log1p: UnaryKernel = functionKernel(float32.log1p, float64.log1p)

/** out = erf x */
export const erf: UnaryKernel = functionKernel(float32.erf, float64.erf)

/** out = sin x */
export const sin: UnaryKernel = functionKernel(float32.sin, float64.sin)

/** out = cos x */
export const cos: UnaryKernel = functionKernel(float32.cos, float64.cos)
