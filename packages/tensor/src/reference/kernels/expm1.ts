import { expm1 as float32 } from '@thinned/math'
import { expm1 as float64 } from '@thinned/math/float64'
import { functionKernel, type UnaryKernel } from '../elementwise.ts'

/** out = expm1(x), in the sequence of operations that `@thinned/math` documents. */
export const expm1: UnaryKernel = functionKernel(float32, float64)
