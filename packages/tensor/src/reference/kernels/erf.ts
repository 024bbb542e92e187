import { erf as float32 } from '@thinned/math'
import { erf as float64 } from '@thinned/math/float64'
import { functionKernel, type UnaryKernel } from '../elementwise.ts'

/** out = erf(x), in the sequence of operations that `@thinned/math` documents. */
export const erf: UnaryKernel = functionKernel(float32, float64)
