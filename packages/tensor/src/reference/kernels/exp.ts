import { exp as float32 } from '@thinned/math'
import { exp as float64 } from '@thinned/math/float64'
import { functionKernel, type UnaryKernel } from '../elementwise.ts'

/** out = exp(x), in the sequence of operations that `@thinned/math` documents. */
export const exp: UnaryKernel = functionKernel(float32, float64)
